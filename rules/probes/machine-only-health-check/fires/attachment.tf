resource "aws_autoscaling_group" "web" {
  min_size          = 2
  max_size          = 6
  health_check_type = "EC2" # expect: machine-only-health-check
}

resource "aws_lb_target_group" "web" {
  name = "web"
}

resource "aws_autoscaling_attachment" "web" {
  autoscaling_group_name = aws_autoscaling_group.web.name
  lb_target_group_arn    = aws_lb_target_group.web.arn
}
