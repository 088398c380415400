variable "retention_days" {
  default = 14
}

resource "aws_cloudwatch_log_group" "orders" {
  name              = "orders"
  retention_in_days = var.retention_days
}
