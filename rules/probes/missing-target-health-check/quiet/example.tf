resource "aws_lb_target_group" "web" {
  name     = "web"
  port     = 8080
  protocol = "HTTP"

  health_check {
    path = "/healthz"
  }
}
