resource "aws_sqs_queue" "orders" {
  name = "orders"
  tags = { team = var.team } # expect: broken-template-reference
}

# The same name again is the same mistake.
resource "aws_sqs_queue" "returns" {
  name = "returns"
  tags = { team = var.team }
}
