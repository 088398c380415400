resource "aws_api_gateway_deployment" "v1" {
  rest_api_id = "a"
  lifecycle {
    create_before_destroy = false # expect: destroy-before-create
  }
}

resource "aws_acm_certificate" "other" { # expect: destroy-before-create
  domain_name = "other.example"
  lifecycle {
    prevent_destroy = true
  }
}
