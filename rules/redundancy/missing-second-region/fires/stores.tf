resource "aws_s3_bucket" "uploads" { # expect: missing-second-region
  bucket = "uploads"
}

resource "aws_s3_bucket_replication_configuration" "other" {
  bucket = aws_s3_bucket.replicated.id
  role   = "r"
  rule {
    status = "Enabled"
  }
}

resource "aws_s3_bucket" "replicated" {
  bucket = "replicated"
}

resource "azurerm_container_registry" "images" {
  name = "images"
  sku  = "Standard" # expect: missing-second-region
}

resource "azurerm_storage_account" "files" {
  name                     = "files"
  account_replication_type = "LRS" # expect: missing-second-region
}
