resource "aws_lb" "stream" { # expect: zone-bound-load-balancer
  name               = "stream"
  load_balancer_type = "network"
}
