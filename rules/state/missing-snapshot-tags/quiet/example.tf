resource "aws_db_instance" "orders" {
  engine                = "postgres"
  copy_tags_to_snapshot = true
}
