resource "aws_db_instance" "orders" { # expect: missing-deletion-protection
  engine = "postgres"
}

resource "aws_lb" "public" {
  name                       = "public"
  enable_deletion_protection = false # expect: missing-deletion-protection
}
