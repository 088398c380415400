package main

import (
	"errors"
	"net/http"
	"os"
	"time"
)

var client = &http.Client{Timeout: 3 * time.Second}

func ask() (*http.Response, error) {
	answers := make(chan *http.Response, 1)
	go func() {
		answer, err := client.Get(os.Getenv("PICKS_URL") + "/today")
		if err == nil {
			answers <- answer
		}
	}()
	select {
	case answer := <-answers:
		return answer, nil
	case <-time.After(2 * time.Second):
		return nil, errors.New("picks did not answer")
	}
}

func main() {
	http.HandleFunc("/picks", func(w http.ResponseWriter, r *http.Request) {
		if _, err := ask(); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	})
	http.ListenAndServe(":8080", nil)
}
