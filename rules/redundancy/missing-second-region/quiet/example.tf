resource "aws_cloudfront_distribution" "shop" {
  enabled = true
  origin {
    origin_id   = "main"
    domain_name = "origin.shop.example"
  }
  origin {
    origin_id   = "spare"
    domain_name = "spare.shop.example"
  }
  origin_group {
    origin_id = "either"
    failover_criteria {
      status_codes = [500, 502, 503, 504]
    }
    member {
      origin_id = "main"
    }
    member {
      origin_id = "spare"
    }
  }
}
