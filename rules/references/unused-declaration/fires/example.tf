variable "retention_days" { # expect: unused-declaration
  default = 14
}

resource "aws_cloudwatch_log_group" "orders" {
  name              = "orders"
  retention_in_days = 7
}
