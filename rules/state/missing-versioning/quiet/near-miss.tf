variable "status" {}

resource "aws_s3_bucket" "unknown" {
  bucket = "shop-unknown"
}

resource "aws_s3_bucket_versioning" "unknown" {
  bucket = aws_s3_bucket.unknown.id
  versioning_configuration {
    status = var.status
  }
}

resource "aws_s3_bucket" "by_name" {
  bucket = "shop-by-name"
}

resource "aws_s3_bucket_versioning" "by_name" {
  bucket = "shop-by-name"
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket" "old_style" {
  bucket = "shop-old"
  versioning {
    enabled = true
  }
}

resource "azurerm_storage_account" "files" {
  name = "files"
  blob_properties {
    delete_retention_policy {
      days = 14
    }
  }
}
