resource "aws_rds_cluster" "ledger" { # expect: missing-deletion-protection
  engine = "aurora-mysql"
}

resource "aws_neptune_cluster" "graph" { # expect: missing-deletion-protection
  cluster_identifier = "graph"
}

resource "aws_qldb_ledger" "audit" {
  name                = "audit"
  deletion_protection = false # expect: missing-deletion-protection
}

resource "google_bigtable_instance" "events" {
  name                = "events"
  deletion_protection = false # expect: missing-deletion-protection
}

resource "azurerm_key_vault" "keys" {
  name                     = "keys"
  purge_protection_enabled = true
  soft_delete_enabled      = false # expect: missing-deletion-protection
}

resource "azurerm_app_configuration" "flags" { # expect: missing-deletion-protection
  name = "flags"
}
