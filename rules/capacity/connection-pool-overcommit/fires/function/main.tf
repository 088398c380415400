resource "aws_lambda_function" "invoices" {
  function_name                  = "invoices"
  image_uri                      = "example/invoices:1.0.0"
  package_type                   = "Image"
  role                           = "arn:aws:iam::123456789012:role/invoices"
  reserved_concurrent_executions = 200 # expect: connection-pool-overcommit warning
  environment {
    variables = {
      DATABASE_HOST = aws_db_instance.orders.address
    }
  }
}

resource "aws_db_instance" "orders" {
  identifier              = "orders"
  engine                  = "postgres"
  instance_class          = "db.t4g.micro"
  multi_az                = true
  backup_retention_period = 7
}

resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "invoices" {
  api_id           = aws_apigatewayv2_api.shop.id
  integration_type = "AWS_PROXY"
  integration_uri  = aws_lambda_function.invoices.invoke_arn
}
