package main

import (
	"log"
	"net/http"
	"os"
)

func main() {
	depot := os.Getenv("DEPOT_URL")
	if depot == "" {
		log.Fatal("DEPOT_URL is not set")
	}
	http.HandleFunc("/stock", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(depot)) })
	http.ListenAndServe(":8080", nil)
}
