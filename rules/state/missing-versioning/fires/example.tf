resource "aws_s3_bucket" "uploads" { # expect: missing-versioning
  bucket = "shop-uploads"
}
