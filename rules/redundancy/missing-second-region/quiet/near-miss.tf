variable "replication" {}

resource "azurerm_storage_account" "files" {
  name                     = "files"
  account_replication_type = var.replication
}

resource "aws_s3_bucket" "old_style" {
  bucket = "old"
  replication_configuration {
    role = "r"
    rules {
      status = "Enabled"
    }
  }
}

resource "azurerm_container_registry" "images" {
  name = "images"
  sku  = "Premium"
  georeplications {
    location = "northeurope"
  }
}
