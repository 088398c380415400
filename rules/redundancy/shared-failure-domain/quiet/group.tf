# Two subnets; a number of subnets that nobody here knows; one instance that is no redundancy at all.
variable "subnets" {
  type = list(string)
}

resource "aws_autoscaling_group" "web" {
  name                = "web"
  min_size            = 3
  max_size            = 6
  vpc_zone_identifier = ["subnet-a", "subnet-b"]
}

resource "aws_autoscaling_group" "search" {
  name                = "search"
  min_size            = 3
  max_size            = 6
  vpc_zone_identifier = var.subnets
}

resource "aws_autoscaling_group" "bastion" {
  name                = "bastion"
  min_size            = 1
  max_size            = 1
  vpc_zone_identifier = ["subnet-a"]
}
