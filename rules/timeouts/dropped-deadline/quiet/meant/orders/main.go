package main

import (
	"context"
	"net/http"
	"os"
	"time"
)

var client = &http.Client{Timeout: 5 * time.Second}

func order(w http.ResponseWriter, r *http.Request) {
	go client.Post(os.Getenv("STOCK_URL")+"/seen", "text/plain", nil)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	request, _ := http.NewRequestWithContext(ctx, "POST", os.Getenv("STOCK_URL")+"/orders", nil)
	if _, err := client.Do(request); err != nil {
		http.Error(w, err.Error(), 502)
	}
}

func main() {
	http.HandleFunc("/orders", order)
	http.ListenAndServe(":8080", nil)
}
