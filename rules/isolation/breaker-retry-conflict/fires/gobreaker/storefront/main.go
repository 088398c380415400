package main

import (
	"io"
	"net/http"
	"os"
	"time"

	"github.com/avast/retry-go/v4"
	"github.com/sony/gobreaker"
)

var client = &http.Client{Timeout: 800 * time.Millisecond}
var breaker = gobreaker.NewCircuitBreaker(gobreaker.Settings{Name: "picks"})

func main() {
	http.HandleFunc("/picks", picks)
	http.ListenAndServe(":8080", nil)
}

func picks(w http.ResponseWriter, r *http.Request) {
	err := retry.Do(func() error {
		_, err := breaker.Execute(func() (any, error) {
			answer, err := client.Get(os.Getenv("PICKS_URL") + "/for/all")
			if err != nil {
				return nil, err
			}
			defer answer.Body.Close()
			return io.Copy(w, answer.Body)
		})
		return err
	}, retry.Attempts(4)) // expect: breaker-retry-conflict
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
	}
}
