resource "aws_lb_target_group" "web" { # expect: missing-target-health-check
  name     = "web"
  port     = 8080
  protocol = "HTTP"
}
