variable "checked" { # expect: unused-declaration
  validation {
    condition     = var.checked > 0
    error_message = "too small"
  }
}

locals {
  prefix = "shop"
  suffix = "old" # expect: unused-declaration
}

data "aws_ami" "base" { # expect: unused-declaration
  owners = ["self"]
}

resource "aws_sqs_queue" "orders" {
  name = local.prefix
}
