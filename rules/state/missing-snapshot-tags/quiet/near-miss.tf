variable "copy" {}

resource "aws_db_instance" "orders" {
  engine                = "postgres"
  copy_tags_to_snapshot = var.copy
}

resource "aws_db_instance" "member" {
  engine = "aurora"
}
