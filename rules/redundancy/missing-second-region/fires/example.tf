resource "aws_cloudfront_distribution" "shop" { # expect: missing-second-region
  enabled = true
  origin {
    origin_id   = "main"
    domain_name = "origin.shop.example"
  }
}
