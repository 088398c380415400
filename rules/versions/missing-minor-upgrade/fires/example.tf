resource "aws_db_instance" "orders" {
  engine                     = "postgres"
  auto_minor_version_upgrade = false # expect: missing-minor-upgrade
}
