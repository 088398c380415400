resource "aws_lb" "stream" {
  name                             = "stream"
  load_balancer_type               = "network"
  enable_cross_zone_load_balancing = true
}
