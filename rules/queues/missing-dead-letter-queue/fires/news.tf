# What is in the first queue is gone within the hour anyway; the second keeps its messages.
resource "aws_sqs_queue" "changes" { # expect: missing-dead-letter-queue info
  name                      = "changes"
  message_retention_seconds = 3600
}

resource "aws_sqs_queue" "orders" { # expect: missing-dead-letter-queue warning
  name                      = "orders"
  message_retention_seconds = 86400
}

resource "aws_lambda_event_source_mapping" "changes" {
  event_source_arn = aws_sqs_queue.changes.arn
  function_name    = aws_lambda_function.reload.arn
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = aws_lambda_function.reload.arn
}

resource "aws_lambda_function" "reload" {
  function_name = "reload"
}
