resource "aws_instance" "worker" {
  ami           = "ami-1"
  instance_type = "m3.large" # expect: end-of-life-runtime info
}

resource "aws_db_instance" "orders" {
  engine         = "postgres"
  engine_version = "16.9"
  instance_class = "db.t1.micro" # expect: end-of-life-runtime info
}
