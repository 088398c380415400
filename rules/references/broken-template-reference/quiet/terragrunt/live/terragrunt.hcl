terraform {
  source = "../queues"
}

generate "common" {
  path      = "common.tf"
  if_exists = "overwrite"
  contents  = <<EOF
variable "team" { type = string }
EOF
}
