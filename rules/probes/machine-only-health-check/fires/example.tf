resource "aws_lb_target_group" "web" {
  name     = "web"
  protocol = "HTTP"
}

resource "aws_autoscaling_group" "web" { # expect: machine-only-health-check
  min_size          = 2
  max_size          = 6
  target_group_arns = [aws_lb_target_group.web.arn]
}
