package main

import (
	"net/http"
	"os"
	"time"
)

var client = &http.Client{Timeout: 5 * time.Second}

func order(w http.ResponseWriter, r *http.Request) {
	request, _ := http.NewRequest("GET", os.Getenv("STOCK_URL")+"/stock", nil) // expect: dropped-deadline info
	answer, err := client.Do(request)
	if err != nil {
		http.Error(w, err.Error(), 502)
		return
	}
	defer answer.Body.Close()
}

func main() {
	http.HandleFunc("/orders", order)
	http.ListenAndServe(":8080", nil)
}
