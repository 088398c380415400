resource "aws_mq_broker" "events" { # expect: missing-minor-upgrade
  engine_type    = "ActiveMQ"
  engine_version = "5.15.0"
}

resource "aws_dms_replication_instance" "move" { # expect: missing-minor-upgrade
  replication_instance_id = "move"
}
