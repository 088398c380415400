variable "protect" {}

resource "aws_db_instance" "unknown" {
  engine              = "postgres"
  deletion_protection = var.protect
}

resource "aws_db_instance" "refused" {
  engine = "postgres"
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_db_instance" "replica" {
  replicate_source_db = aws_db_instance.unknown.identifier
}

# The provider protects these by default.
resource "aws_qldb_ledger" "audit" {
  name = "audit"
}

resource "google_spanner_database" "ledger" {
  name     = "ledger"
  instance = "main"
}

resource "google_bigtable_instance" "events" {
  name = "events"
}

resource "azurerm_key_vault" "keys" {
  name                     = "keys"
  purge_protection_enabled = true
}
