variable "upgrade" {}

resource "aws_db_instance" "by_default" {
  engine = "postgres"
}

resource "aws_db_instance" "unknown" {
  auto_minor_version_upgrade = var.upgrade
}

resource "aws_elasticache_cluster" "pages" {
  engine                     = "memcached"
  auto_minor_version_upgrade = false
}
