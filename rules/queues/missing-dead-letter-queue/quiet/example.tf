resource "aws_lambda_function" "invoices" {
  function_name = "invoices"
  image_uri     = "example/invoices:1.0.0"
  package_type  = "Image"
  role          = "arn:aws:iam::123456789012:role/invoices"
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.failed.arn, maxReceiveCount = 5 })
}

resource "aws_sqs_queue" "failed" {
  name = "failed"
}

resource "aws_lambda_event_source_mapping" "invoices" {
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = aws_lambda_function.invoices.arn
}

resource "aws_lambda_function" "receipts" {
  function_name = "receipts"
  image_uri     = "example/receipts:1.0.0"
  package_type  = "Image"
  role          = "arn:aws:iam::123456789012:role/receipts"
  dead_letter_config {
    target_arn = aws_sqs_queue.failed.arn
  }
}

resource "aws_sns_topic" "paid" {
  name = "paid"
}

resource "aws_sns_topic_subscription" "receipts" {
  topic_arn = aws_sns_topic.paid.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.receipts.arn
}
