package main

import (
	"net/http"
	"os"
	"time"
)

var client = &http.Client{Timeout: 5 * time.Second}

func main() {
	go watch()
	http.ListenAndServe(":8080", nil)
}

func watch() {
	ticker := time.NewTicker(30 * time.Second)
	for range ticker.C { // expect: synchronized-polling info
		answer, err := client.Get(os.Getenv("STOCK_URL") + "/prices")
		if err == nil {
			answer.Body.Close()
		}
	}
}
