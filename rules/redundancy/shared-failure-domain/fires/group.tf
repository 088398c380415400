resource "aws_subnet" "a" {
  vpc_id            = "vpc-1"
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_autoscaling_group" "web" {
  name                = "web"
  min_size            = 3
  max_size            = 6
  vpc_zone_identifier = [aws_subnet.a.id] # expect: shared-failure-domain warning
}

resource "aws_autoscaling_group" "jobs" {
  name               = "jobs"
  min_size           = 2
  max_size           = 6
  availability_zones = ["eu-west-1b"] # expect: shared-failure-domain warning
}
