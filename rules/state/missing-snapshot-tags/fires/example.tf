resource "aws_db_instance" "orders" { # expect: missing-snapshot-tags
  engine = "postgres"
}
