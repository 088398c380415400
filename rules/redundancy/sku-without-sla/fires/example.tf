resource "azurerm_kubernetes_cluster" "shop" {
  name     = "shop"
  sku_tier = "Free" # expect: sku-without-sla
}
