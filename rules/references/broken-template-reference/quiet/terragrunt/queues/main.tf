# The variable comes with the file that Terragrunt writes beside this one.
resource "aws_sqs_queue" "orders" {
  name = "orders"
  tags = { team = var.team }
}
