resource "aws_ecs_service" "silent" { # expect: single-cloud-instance
  name = "silent"
}

resource "aws_ecs_service" "off" {
  name          = "off"
  desired_count = 0 # expect: single-cloud-instance
}

resource "aws_autoscaling_group" "web" {
  min_size = 1 # expect: single-cloud-instance
  max_size = 4
}

resource "azurerm_service_plan" "shop" { # expect: single-cloud-instance
  name     = "shop"
  sku_name = "P1v3"
}

# A rollout may end the one task, but starts the next beside it where it can.
resource "aws_ecs_service" "rolling" {
  name                               = "rolling"
  desired_count                      = 1 # expect: single-cloud-instance
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 0
}
