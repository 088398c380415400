resource "aws_acm_certificate" "shop" { # expect: destroy-before-create
  domain_name       = "shop.example"
  validation_method = "DNS"
}
