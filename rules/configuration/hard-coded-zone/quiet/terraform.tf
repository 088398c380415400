resource "aws_subnet" "a" {
  availability_zone = "eu-west-1a"
}
