resource "azurerm_kubernetes_cluster" "shop" {
  name     = "shop"
  sku_tier = "Standard"
}
