resource "aws_ecs_service" "web" {
  name          = "web"
  desired_count = 1 # expect: single-cloud-instance
}
