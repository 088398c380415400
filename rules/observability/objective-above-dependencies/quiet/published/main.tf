resource "aws_lambda_function" "orders" {
  function_name = "orders"
  image_uri     = "example/orders:1.0.0"
  package_type  = "Image"
  timeout       = 5
  role          = "arn:aws:iam::123456789012:role/orders"
  environment {
    variables = {
      DB_HOST = aws_db_instance.ledger.address
    }
  }
}

resource "aws_lambda_function_url" "orders" {
  function_name      = aws_lambda_function.orders.function_name
  authorization_type = "NONE"
}

resource "aws_db_instance" "ledger" {
  identifier        = "ledger"
  engine            = "postgres"
  instance_class    = "db.t4g.small"
  allocated_storage = 20
  multi_az          = true
}
