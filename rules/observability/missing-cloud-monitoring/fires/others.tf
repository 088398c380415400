resource "aws_db_instance" "orders" {
  engine              = "postgres"
  monitoring_interval = 0 # expect: missing-cloud-monitoring
}

resource "aws_instance" "worker" { # expect: missing-cloud-monitoring
  ami = "ami-1"
}

resource "aws_lambda_function" "resize" {
  function_name = "resize"
  tracing_config {
    mode = "PassThrough" # expect: missing-cloud-monitoring
  }
}
