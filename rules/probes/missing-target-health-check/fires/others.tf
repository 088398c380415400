resource "aws_lb_target_group" "api" { # expect: missing-target-health-check
  protocol = "HTTPS"
  health_check {
    interval = 10
  }
}

resource "azurerm_linux_web_app" "shop" { # expect: missing-target-health-check
  name = "shop"
  site_config {
    always_on = true
  }
}

resource "aws_elastic_beanstalk_environment" "shop" {
  name = "shop"
  setting {
    namespace = "aws:elasticbeanstalk:healthreporting:system"
    name      = "HealthStreamingEnabled"
    value     = "false" # expect: missing-target-health-check
  }
}
