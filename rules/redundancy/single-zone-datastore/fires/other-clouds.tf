resource "aws_rds_cluster" "ledger" {
  engine = "aurora-postgresql"
}

resource "aws_rds_cluster_instance" "only" { # expect: single-zone-datastore
  cluster_identifier = aws_rds_cluster.ledger.id
}

resource "aws_mq_broker" "events" { # expect: single-zone-datastore
  broker_name = "events"
  engine_type = "RabbitMQ"
}

resource "google_sql_database_instance" "ledger" {
  database_version = "POSTGRES_15"
  settings {
    availability_type = "ZONAL" # expect: single-zone-datastore info
  }
}

resource "azurerm_redis_cache" "sessions" {
  name     = "sessions"
  sku_name = "Basic" # expect: single-zone-datastore
}

resource "azurerm_mssql_database" "orders" { # expect: single-zone-datastore
  name      = "orders"
  server_id = "/subscriptions/0/servers/a"
}

resource "azurerm_container_registry" "images" {
  name                    = "images"
  sku                     = "Premium"
  zone_redundancy_enabled = true
  georeplications {
    location                = "North Europe"
    zone_redundancy_enabled = false # expect: single-zone-datastore info
  }
}

resource "azurerm_eventhub_namespace" "events" {
  name     = "events"
  location = "westus" # expect: single-zone-datastore
}
