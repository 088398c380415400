package main

import (
	"net/http"
	"os"
	"time"
)

var client = &http.Client{Timeout: 5 * time.Second}

func order(w http.ResponseWriter, r *http.Request) {
	warm()
}

func warm() {
	client.Get(os.Getenv("STOCK_URL") + "/stock")
}

func main() {
	http.HandleFunc("/orders", order)
	http.ListenAndServe(":8080", nil)
}
