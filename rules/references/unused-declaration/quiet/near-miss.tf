variable "zone" {}
variable "stage" {}
variable "region" {}

data "aws_region" "here" {}

locals {
  name = "${var.stage}-${data.aws_region.here.name}"
}

provider "aws" {
  region = var.region
}

resource "aws_sqs_queue" "orders" {
  name = local.name
}

check "zone" {
  assert {
    condition     = var.zone != ""
    error_message = "no zone"
  }
}
