resource "aws_ecs_task_definition" "orders" {
  family = "orders"
  container_definitions = jsonencode([{
    name        = "orders"
    image       = "registry.example/orders:1.4.2"
    environment = [
      { name = "DB_HOST", value = aws_db_instance.orders.address },
      { name = "CACHE_HOST", value = aws_elasticache_replication_group.sessions.primary_endpoint_address },
    ]
  }])
}

resource "aws_ecs_service" "orders" {
  name            = "orders"
  task_definition = aws_ecs_task_definition.orders.arn
  desired_count   = 3
}

resource "aws_db_instance" "orders" {
  engine         = "postgres"
  instance_class = "db.m6g.large"
  multi_az       = true
}

resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id       = "sessions"
  description                = "sessions"
  automatic_failover_enabled = true
  multi_az_enabled           = true
}
