resource "aws_s3_bucket" "paused" {
  bucket = "shop-paused"
}

resource "aws_s3_bucket_versioning" "paused" {
  bucket = aws_s3_bucket.paused.id
  versioning_configuration {
    status = "Suspended" # expect: missing-versioning
  }
}

resource "aws_s3_bucket" "old_style" {
  bucket = "shop-old"
  versioning {
    enabled = false # expect: missing-versioning
  }
}

resource "google_storage_bucket" "images" {
  name = "shop-images"
  versioning {
    enabled = false # expect: missing-versioning
  }
}

resource "digitalocean_spaces_bucket" "static" { # expect: missing-versioning
  name = "static"
}

resource "azurerm_storage_account" "files" { # expect: missing-versioning
  name = "files"
}
