resource "google_container_cluster" "shop" {
  name     = "shop"
  location = "europe-west1"
}

# At most one in each of three zones.
resource "google_container_node_pool" "shop" {
  name     = "shop"
  cluster  = google_container_cluster.shop.id
  location = "europe-west1"
  autoscaling {
    min_node_count = 1
    max_node_count = 1
  }
  node_config {
    machine_type = "e2-standard-4"
  }
}
