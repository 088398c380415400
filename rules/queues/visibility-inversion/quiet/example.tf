resource "aws_lambda_function" "invoices" {
  function_name = "invoices"
  image_uri     = "example/invoices:1.0.0"
  package_type  = "Image"
  role          = "arn:aws:iam::123456789012:role/invoices"
  timeout       = 60
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
  visibility_timeout_seconds = 360
}

resource "aws_lambda_event_source_mapping" "invoices" {
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = aws_lambda_function.invoices.arn
}
