resource "aws_lambda_function" "alerts" {
  function_name = "alerts"
  image_uri     = "example/alerts:1.0.0"
  package_type  = "Image"
  role          = "arn:aws:iam::123456789012:role/alerts"
  timeout       = 30
}
