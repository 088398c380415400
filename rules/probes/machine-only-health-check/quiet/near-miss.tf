variable "type" {}

resource "aws_autoscaling_group" "workers" {
  min_size = 0
  max_size = 6
}

resource "aws_lb_target_group" "web" {
  name = "web"
}

resource "aws_autoscaling_group" "unknown" {
  min_size          = 2
  max_size          = 6
  target_group_arns = [aws_lb_target_group.web.arn]
  health_check_type = var.type
}
