# Its task ends before the next one starts, which is what somebody asked for; nothing else falls with it.
resource "aws_lb" "public" {
  name               = "public"
  load_balancer_type = "application"
}

resource "aws_lb_target_group" "web" {
  name = "web"
  port = 8080
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.public.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_ecs_task_definition" "web" {
  family = "web"
  container_definitions = jsonencode([{
    name         = "web"
    image        = "example/web:1.0.0"
    portMappings = [{ containerPort = 8080 }]
  }])
}

resource "aws_ecs_service" "web" {
  name            = "web"
  task_definition = aws_ecs_task_definition.web.arn
  desired_count   = 1 # expect: single-point-of-failure info

  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 8080
  }
}
