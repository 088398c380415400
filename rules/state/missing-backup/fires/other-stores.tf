resource "aws_rds_cluster" "ledger" {
  engine                  = "aurora-mysql"
  backup_retention_period = 0 # expect: missing-backup info
}

resource "aws_docdb_cluster" "catalog" { # expect: missing-backup
  cluster_identifier = "catalog"
}

resource "aws_redshift_cluster" "reports" {
  cluster_identifier                  = "reports"
  automated_snapshot_retention_period = 0 # expect: missing-backup
}

resource "google_sql_database_instance" "users" {
  database_version = "POSTGRES_15"
  settings {
    tier = "db-custom-2-7680"
    backup_configuration {
      enabled = false # expect: missing-backup
    }
  }
}

resource "azurerm_postgresql_flexible_server" "users" { # expect: missing-backup info
  name = "users"
}

resource "aws_ebs_volume" "uploads" { # expect: missing-backup
  size = 100
}

resource "aws_efs_file_system" "media" { # expect: missing-backup
  creation_token = "media"
}
