variable "order" {}

resource "aws_api_gateway_deployment" "v1" {
  rest_api_id = "a"
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_target_group" "web" {
  name = "web"
}
