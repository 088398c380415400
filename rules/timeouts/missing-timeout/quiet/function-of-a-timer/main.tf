resource "aws_lambda_function" "alerts" {
  function_name = "alerts"
  image_uri     = "example/alerts:1.0.0"
  package_type  = "Image"
  role          = "arn:aws:iam::123456789012:role/alerts"
  timeout       = 300
}

resource "aws_cloudwatch_event_rule" "hourly" {
  schedule_expression = "rate(1 hour)"
}

resource "aws_cloudwatch_event_target" "alerts" {
  rule = aws_cloudwatch_event_rule.hourly.name
  arn  = aws_lambda_function.alerts.arn
}
