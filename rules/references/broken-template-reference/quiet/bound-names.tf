variable "queues" {
  type = map(object({ name = string, rules = list(string) }))
}

locals {
  names = { for key, queue in var.queues : key => "${queue.name}-${key}" }
}

resource "aws_sqs_queue" "all" {
  for_each = var.queues
  name     = each.value.name
  lifecycle {
    ignore_changes = [redrive_policy]
  }
}

resource "aws_security_group" "web" {
  provider = aws.west
  name     = "web-${path.module}-${terraform.workspace}"
  dynamic "ingress" {
    for_each = var.queues
    iterator = one_rule
    content {
      description = one_rule.value.name
      cidr_blocks = [for rule in one_rule.value.rules : rule.cidr]
    }
  }
}

moved {
  from = aws_sqs_queue.old_name
  to   = aws_sqs_queue.all
}

output "urls" {
  value = { for key, one in aws_sqs_queue.all : key => one.url if local.names[key] != "" }
}
