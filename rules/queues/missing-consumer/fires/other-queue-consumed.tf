resource "aws_lambda_function" "orders" {
  function_name = "orders"
  image_uri     = "example/orders:1.0.0"
  package_type  = "Image"
  role          = "arn:aws:iam::123456789012:role/orders"
  environment {
    variables = {
      QUEUE_URL = aws_sqs_queue.mails.url # expect: missing-consumer info
    }
  }
}

resource "aws_sqs_queue" "mails" {
  name = "mails"
}

resource "aws_sqs_queue" "invoices" {
  name = "invoices"
}

resource "aws_lambda_function" "billing" {
  function_name = "billing"
  image_uri     = "example/billing:1.0.0"
  package_type  = "Image"
  role          = "arn:aws:iam::123456789012:role/billing"
}

resource "aws_lambda_event_source_mapping" "billing" {
  event_source_arn = aws_sqs_queue.invoices.arn
  function_name    = aws_lambda_function.billing.arn
}
