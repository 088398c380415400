variable "tier" {}

resource "azurerm_kubernetes_cluster" "unknown" {
  name     = "unknown"
  sku_tier = var.tier
}

resource "azurerm_kubernetes_cluster" "premium" {
  name     = "premium"
  sku_tier = "Premium"
}

resource "azurerm_search_service" "catalog" {
  name          = "catalog"
  sku           = "standard"
  replica_count = 3
}
