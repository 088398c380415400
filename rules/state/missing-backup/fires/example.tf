resource "aws_ecs_task_definition" "orders" {
  family = "orders"
  container_definitions = jsonencode([{
    name        = "orders"
    image       = "registry.example/orders:1.4.2"
    environment = [
      { name = "DB_HOST", value = aws_db_instance.orders.address },
      { name = "CARTS_TABLE", value = aws_dynamodb_table.carts.name },
    ]
  }])
}

resource "aws_ecs_service" "orders" {
  name            = "orders"
  task_definition = aws_ecs_task_definition.orders.arn
  desired_count   = 3
}

resource "aws_db_instance" "orders" { # expect: missing-backup warning
  engine         = "postgres"
  instance_class = "db.m6g.large"
}

resource "aws_dynamodb_table" "carts" { # expect: missing-backup warning
  name         = "carts"
  billing_mode = "PAY_PER_REQUEST"
}
