package main

import (
	"log"
	"net/http"
	"os"
)

func depot() string {
	url := os.Getenv("DEPOT_URL")
	if url == "" {
		log.Fatal("DEPOT_URL is not set")
	}
	return url
}

func main() {
	if os.Getenv("DEPOT") == "on" {
		log.Print(depot())
	}
	level := os.Getenv("LOG_LEVEL")
	if level == "" {
		level = "info"
	}
	http.ListenAndServe(":8080", nil)
}
