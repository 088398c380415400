resource "aws_lambda_function" "resize" { # expect: missing-load-limit info
  function_name = "resize"
  image_uri     = "example/resize:1.0.0"
  package_type  = "Image"
  role          = "arn:aws:iam::123456789012:role/resize"
}

resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id           = aws_api_gateway_rest_api.shop.id
  deployment_id         = "abc123"
  stage_name            = "live"
  cache_cluster_enabled = false # expect: missing-load-limit info
}
