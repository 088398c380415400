variable "mode" {}

resource "aws_dynamodb_table" "carts" {
  name           = "carts"
  billing_mode   = "PROVISIONED"
  read_capacity  = 5
  write_capacity = 5
}

resource "aws_appautoscaling_target" "carts" {
  service_namespace = "dynamodb"
  resource_id       = "table/${aws_dynamodb_table.carts.name}"
  min_capacity      = 5
  max_capacity      = 100
}

resource "aws_appautoscaling_policy" "carts" {
  name        = "carts"
  resource_id = aws_appautoscaling_target.carts.resource_id
}

resource "aws_dynamodb_table" "unknown" {
  name         = "unknown"
  billing_mode = var.mode
}

resource "aws_autoscaling_group" "web" {
  min_size = 2
  max_size = 6
  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = "lt-1"
      }
    }
  }
}
