variable "stage" {
  default = "production"
}

resource "aws_sqs_queue" "orders" {
  name = "orders-${var.stage}"
}

resource "aws_sns_topic" "events" {
  name = "events-${var.stage}"
}
