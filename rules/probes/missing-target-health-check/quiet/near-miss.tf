variable "path" {}

resource "aws_lb_target_group" "tcp" {
  protocol = "TCP"
}

resource "aws_lb_target_group" "function" {
  target_type = "lambda"
}

resource "aws_lb_target_group" "unknown" {
  protocol = "HTTP"
  health_check {
    path = var.path
  }
}

resource "azurerm_linux_web_app" "shop" {
  name = "shop"
  site_config {
    health_check_path = "/healthz"
  }
}
