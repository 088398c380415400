resource "aws_lb_target_group" "web" {
  name     = "web"
  protocol = "HTTP"
}

resource "aws_autoscaling_group" "web" {
  min_size                  = 2
  max_size                  = 6
  target_group_arns         = [aws_lb_target_group.web.arn]
  health_check_type         = "ELB"
  health_check_grace_period = 120
}
