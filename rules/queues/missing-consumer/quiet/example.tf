resource "aws_lambda_function" "orders" {
  function_name = "orders"
  image_uri     = "example/orders:1.0.0"
  package_type  = "Image"
  role          = "arn:aws:iam::123456789012:role/orders"
  environment {
    variables = {
      QUEUE_URL = aws_sqs_queue.mails.url
    }
  }
}

resource "aws_sqs_queue" "mails" {
  name = "mails"
}

resource "aws_lambda_function" "mailer" {
  function_name = "mailer"
  image_uri     = "example/mailer:1.0.0"
  package_type  = "Image"
  role          = "arn:aws:iam::123456789012:role/mailer"
}

resource "aws_lambda_event_source_mapping" "mailer" {
  event_source_arn = aws_sqs_queue.mails.arn
  function_name    = aws_lambda_function.mailer.arn
}
