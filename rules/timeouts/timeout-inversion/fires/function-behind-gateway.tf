resource "aws_lambda_function" "invoices" {
  function_name = "invoices"
  image_uri     = "example/invoices:1.0.0"
  package_type  = "Image"
  role          = "arn:aws:iam::123456789012:role/invoices"
  timeout       = 60 # expect: timeout-inversion warning
}

resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_integration" "invoices" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = "abc123"
  http_method             = "POST"
  integration_http_method = "POST"
  type                    = "AWS_PROXY"
  uri                     = aws_lambda_function.invoices.invoke_arn
}
