variable "days" {}

resource "aws_cloudwatch_log_group" "orders" {
  name              = "orders"
  retention_in_days = var.days
}

resource "aws_instance" "worker" {
  monitoring = true
}

resource "aws_db_instance" "orders" {
  monitoring_interval = 60
}
