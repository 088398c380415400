terraform {
  required_version = ">= 1.6"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

module "local" {
  source = "./cache"
}

module "tagged" {
  source = "git::ssh://git@git.example/modules/cache.git?ref=v1.2.0"
}

module "archive" {
  source = "https://files.example/cache-1.2.0.zip"
}
