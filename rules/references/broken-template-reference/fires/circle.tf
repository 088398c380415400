resource "aws_security_group" "web" {
  ingress {
    security_groups = [aws_security_group.db.id] # expect: broken-template-reference
  }
}

resource "aws_security_group" "db" {
  ingress {
    security_groups = [aws_security_group.web.id]
  }
}

resource "aws_route" "out" { # expect: broken-template-reference
  route_table_id         = "rtb-1"
  destination_cidr_block = "0.0.0.0/0"
}

output "url" {
  value = module.web.url # expect: broken-template-reference
}
