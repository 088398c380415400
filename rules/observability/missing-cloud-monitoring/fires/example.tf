resource "aws_cloudwatch_log_group" "orders" { # expect: missing-cloud-monitoring
  name = "orders"
}
