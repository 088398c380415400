variable "count_of_web" {}

resource "aws_ecs_service" "unknown" {
  name          = "unknown"
  desired_count = var.count_of_web
}

resource "aws_ecs_service" "agent" {
  name                = "agent"
  scheduling_strategy = "DAEMON"
}

resource "aws_ecs_service" "scaled" {
  name          = "scaled"
  desired_count = 1
}

resource "aws_appautoscaling_target" "scaled" {
  min_capacity = 2
  max_capacity = 8
  resource_id  = "service/shop/${aws_ecs_service.scaled.name}"
}

resource "aws_ecs_service" "set_elsewhere" {
  name          = "set-elsewhere"
  desired_count = 1
  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "azurerm_service_plan" "functions" {
  name     = "functions"
  sku_name = "Y1"
}

# No two may run at once.
resource "aws_ecs_service" "ledger" {
  name                               = "ledger"
  desired_count                      = 1
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
}
