variable "runtime" {}

resource "aws_lambda_function" "unknown" {
  function_name = "unknown"
  runtime       = var.runtime
}

resource "aws_lambda_function" "image" {
  function_name = "image"
  package_type  = "Image"
}

# Its end is announced, and not here yet.
resource "aws_lambda_function" "later" {
  function_name = "later"
  runtime       = "nodejs22.x"
}

resource "aws_db_instance" "current" {
  engine         = "mysql"
  engine_version = "8.4.6"
  instance_class = "db.m6g.large"
}
