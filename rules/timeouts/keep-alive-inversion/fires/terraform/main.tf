resource "aws_lb" "shop" {
  name               = "shop"
  load_balancer_type = "application"
  subnets            = ["subnet-a", "subnet-b"]
}

resource "aws_lb_target_group" "storefront" {
  name        = "storefront"
  port        = 8080
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = "vpc-1"
}

resource "aws_lb_listener" "shop" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 443
  protocol          = "HTTPS"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.storefront.arn
  }
}

resource "aws_ecs_task_definition" "storefront" {
  family = "storefront"
  container_definitions = jsonencode([{
    name         = "storefront"
    image        = "example/storefront:1.0.0"
    portMappings = [{ containerPort = 8080 }]
  }])
}

resource "aws_ecs_service" "storefront" {
  name            = "storefront"
  cluster         = "shop"
  desired_count   = 2
  task_definition = aws_ecs_task_definition.storefront.arn

  load_balancer {
    target_group_arn = aws_lb_target_group.storefront.arn
    container_name   = "storefront"
    container_port   = 8080
  }
}
