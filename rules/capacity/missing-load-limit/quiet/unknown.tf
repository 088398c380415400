variable "concurrency" {}

resource "aws_lambda_function" "invoices" {
  function_name = "invoices"
  image_uri     = "example/invoices:1.0.0"
  package_type  = "Image"
  role          = "arn:aws:iam::123456789012:role/invoices"
  environment {
    variables = {
      DATABASE_HOST = aws_db_instance.orders.address
    }
  }
  reserved_concurrent_executions = var.concurrency
}

resource "aws_db_instance" "orders" {
  identifier              = "orders"
  engine                  = "postgres"
  instance_class          = "db.t4g.medium"
  multi_az                = true
  backup_retention_period = 7
}
