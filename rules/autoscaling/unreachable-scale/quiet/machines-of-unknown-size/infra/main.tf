resource "aws_eks_cluster" "shop" {
  name     = "shop"
  role_arn = "arn:aws:iam::123456789012:role/eks"
}

# 4 machines of 4 CPUs, whatever they cost.
resource "aws_eks_node_group" "other" {
  cluster_name    = aws_eks_cluster.shop.name
  node_group_name = "shop"
  instance_types  = var.types
  scaling_config {
    desired_size = 2
    min_size     = 2
    max_size     = 4
  }
}
variable "types" { type = list(string) }
