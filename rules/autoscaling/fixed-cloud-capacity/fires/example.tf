resource "aws_dynamodb_table" "carts" { # expect: fixed-cloud-capacity
  name           = "carts"
  read_capacity  = 5
  write_capacity = 5
}
