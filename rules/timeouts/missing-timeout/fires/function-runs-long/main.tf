resource "aws_lambda_function" "alerts" {
  function_name = "alerts"
  image_uri     = "example/alerts:1.0.0"
  package_type  = "Image"
  role          = "arn:aws:iam::123456789012:role/alerts"
  timeout       = 300
}

resource "aws_sqs_queue" "incidents" {
  name = "incidents"
}

resource "aws_lambda_event_source_mapping" "alerts" {
  event_source_arn = aws_sqs_queue.incidents.arn
  function_name    = aws_lambda_function.alerts.arn
}
