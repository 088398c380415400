package main

import (
	"context"
	"errors"
	"net/http"
	"os"
	"time"

	"github.com/avast/retry-go/v4"
)

func ask(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return retry.Do(func() error { // expect: futile-retry warning
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, os.Getenv("PICKS_URL")+"/today", nil)
		if err != nil {
			return err
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			return errors.New("picks did not answer")
		}
		return nil
	}, retry.Attempts(4), retry.Delay(50*time.Millisecond))
}

func main() {
	http.HandleFunc("/picks", func(w http.ResponseWriter, r *http.Request) {
		if err := ask(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	})
	http.ListenAndServe(":8080", nil)
}
