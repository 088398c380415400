variable "multi_az" {
  type = bool
}

variable "is_production" {
  default = true
}

# Nobody knows.
resource "aws_db_instance" "from_outside" {
  engine   = "mysql"
  multi_az = var.multi_az
}

resource "aws_db_instance" "computed" {
  engine   = "mysql"
  multi_az = var.is_production
}

# A copy of another one.
resource "aws_db_instance" "reports" {
  replicate_source_db = aws_db_instance.computed.identifier
}

# Members of a cluster, which has two.
resource "aws_rds_cluster" "ledger" {
  engine = "aurora-postgresql"
}

resource "aws_rds_cluster_instance" "ledger" {
  count              = 2
  cluster_identifier = aws_rds_cluster.ledger.id
}

resource "aws_rds_cluster" "elastic" {
  engine      = "aurora-mysql"
  engine_mode = "serverless"
}

# Its members are declared elsewhere.
resource "aws_rds_cluster" "shared" {
  engine = "aurora-mysql"
}

# One node has no second zone to be in.
resource "aws_elasticache_cluster" "pages" {
  engine          = "memcached"
  num_cache_nodes = 1
}

resource "google_sql_database_instance" "replica" {
  database_version     = "POSTGRES_15"
  master_instance_name = "ledger"
}

resource "google_sql_database_instance" "ledger" {
  database_version = "POSTGRES_15"
  settings {
    tier              = "db-custom-2-7680"
    availability_type = "REGIONAL"
  }
}

# Not declared at all.
resource "aws_db_instance" "none" {
  count = 0
}
