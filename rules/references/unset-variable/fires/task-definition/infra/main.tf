resource "aws_ecs_cluster" "shop" {
  name = "shop"
}

resource "aws_ecs_task_definition" "cart" {
  family = "cart"
  container_definitions = jsonencode([{ # expect: unset-variable
    name         = "cart"
    image        = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/cart:1.4.0"
    environment = [{ name = "CURRENCY", value = "EUR" }]
    secrets      = [{ name = "SESSION_KEY", valueFrom = "arn:aws:ssm:eu-west-1:123456789012:parameter/session" }]
    portMappings = [{ containerPort = 8080 }]
  }])
}

resource "aws_ecs_service" "cart" {
  name            = "cart"
  cluster         = aws_ecs_cluster.shop.id
  task_definition = aws_ecs_task_definition.cart.arn
  desired_count   = 2
}
