# Called by the clock alone: what one tick fails to do, the next one does.
resource "aws_lambda_function" "cleanup" { # expect: missing-dead-letter-queue info
  function_name = "cleanup"
  image_uri     = "example/cleanup:1.0.0"
  package_type  = "Image"
  role          = "arn:aws:iam::123456789012:role/cleanup"
  environment {
    variables = { TABLE = aws_dynamodb_table.orders.name }
  }
}

resource "aws_dynamodb_table" "orders" {
  name = "orders"
}

resource "aws_cloudwatch_event_rule" "nightly" {
  schedule_expression = "rate(1 day)"
}

resource "aws_cloudwatch_event_target" "cleanup" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = aws_lambda_function.cleanup.arn
}

# An event is gone when nobody keeps it.
resource "aws_lambda_function" "refunds" { # expect: missing-dead-letter-queue warning
  function_name = "refunds"
  image_uri     = "example/refunds:1.0.0"
  package_type  = "Image"
  role          = "arn:aws:iam::123456789012:role/refunds"
  environment {
    variables = { TABLE = aws_dynamodb_table.orders.name }
  }
}

resource "aws_cloudwatch_event_rule" "cancelled" {
  event_pattern = jsonencode({ detail-type = ["order cancelled"] })
}

resource "aws_cloudwatch_event_target" "refunds" {
  rule = aws_cloudwatch_event_rule.cancelled.name
  arn  = aws_lambda_function.refunds.arn
}
