resource "aws_db_instance" "orders" {
  engine              = "postgres"
  deletion_protection = true
}

resource "aws_lb" "public" {
  name                       = "public"
  enable_deletion_protection = true
}
