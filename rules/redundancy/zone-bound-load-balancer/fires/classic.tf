resource "aws_elb" "old" {
  name                      = "old"
  cross_zone_load_balancing = false # expect: zone-bound-load-balancer
}
