variable "days" {}

resource "aws_db_instance" "unknown" {
  engine                  = "mysql"
  backup_retention_period = var.days
}

resource "aws_db_instance" "replica" {
  replicate_source_db = aws_db_instance.unknown.identifier
}

resource "aws_ebs_volume" "uploads" {
  size = 100
}

resource "aws_backup_selection" "uploads" {
  name      = "uploads"
  plan_id   = "p"
  resources = [aws_ebs_volume.uploads.arn]
}

resource "aws_ebs_volume" "by_tag" {
  size = 100
  tags = { backup = "daily" }
}

resource "aws_backup_selection" "by_tag" {
  name    = "by-tag"
  plan_id = "p"
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "backup"
    value = "daily"
  }
}

resource "aws_efs_file_system" "media" {
  creation_token = "media"
}

resource "aws_efs_backup_policy" "media" {
  file_system_id = aws_efs_file_system.media.id
  backup_policy {
    status = "ENABLED"
  }
}

resource "google_sql_database_instance" "replica" {
  database_version     = "MYSQL_8_0"
  master_instance_name = "users"
}
