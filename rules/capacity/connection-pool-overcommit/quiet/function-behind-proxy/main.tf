resource "aws_lambda_function" "invoices" {
  function_name                  = "invoices"
  image_uri                      = "example/invoices:1.0.0"
  package_type                   = "Image"
  role                           = "arn:aws:iam::123456789012:role/invoices"
  reserved_concurrent_executions = 200
  environment {
    variables = {
      DATABASE_HOST = aws_db_proxy.orders.endpoint
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

resource "aws_db_proxy" "orders" {
  name                   = "orders"
  engine_family          = "POSTGRESQL"
  role_arn               = "arn:aws:iam::123456789012:role/orders"
  vpc_subnet_ids         = ["subnet-1"]
  auth {
    secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders"
  }
}

resource "aws_db_proxy_default_target_group" "orders" {
  db_proxy_name = aws_db_proxy.orders.name
}

resource "aws_db_proxy_target" "orders" {
  db_proxy_name          = aws_db_proxy.orders.name
  target_group_name      = aws_db_proxy_default_target_group.orders.name
  db_instance_identifier = aws_db_instance.orders.identifier
}
