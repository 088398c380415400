resource "aws_autoscaling_group" "web" { # expect: fixed-cloud-capacity
  min_size             = 2
  max_size             = 6
  launch_configuration = "web-1"
}

resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PROVISIONED" # expect: fixed-cloud-capacity
}
