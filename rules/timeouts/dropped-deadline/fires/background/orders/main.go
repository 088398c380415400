package main

import (
	"context"
	"net/http"
	"os"
	"time"
)

var client = &http.Client{Timeout: 5 * time.Second}

func order(w http.ResponseWriter, r *http.Request) {
	ask(r.Context())
}

func ask(ctx context.Context) error {
	background := context.Background()
	request, _ := http.NewRequestWithContext(background, "GET", os.Getenv("STOCK_URL")+"/stock", nil) // expect: dropped-deadline info
	_, err := client.Do(request)
	return err
}

func main() {
	http.HandleFunc("/orders", order)
	http.ListenAndServe(":8080", nil)
}
