terraform {
  required_version = ">= 1.6"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

module "network" {
  source = "terraform-aws-modules/vpc/aws" # expect: unpinned-template-dependency warning
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}
