resource "azurerm_kubernetes_cluster" "silent" { # expect: sku-without-sla
  name = "silent"
}

resource "azurerm_signalr_service" "live" {
  name = "live"
  sku {
    name     = "Free_F1" # expect: sku-without-sla
    capacity = 1
  }
}

resource "azurerm_kusto_cluster" "logs" {
  name = "logs"
  sku {
    name = "Dev(No SLA)_Standard_E2a_v4" # expect: sku-without-sla
  }
}

resource "azurerm_search_service" "catalog" {
  name          = "catalog"
  sku           = "standard"
  replica_count = 2 # expect: sku-without-sla
}
