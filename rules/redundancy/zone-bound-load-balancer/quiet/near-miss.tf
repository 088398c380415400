variable "type" {}
variable "subnets" { type = list(string) }

# Terraform turns it on.
resource "aws_elb" "old" {
  name = "old"
}

resource "aws_lb" "public" {
  name    = "public"
  subnets = var.subnets
}

resource "aws_subnet" "public" {
  count      = 3
  cidr_block = "10.0.${count.index}.0/24"
}

resource "aws_lb" "spread" {
  name    = "spread"
  subnets = aws_subnet.public[*].id
}

resource "aws_lb" "unknown" {
  name               = "unknown"
  load_balancer_type = var.type
}
