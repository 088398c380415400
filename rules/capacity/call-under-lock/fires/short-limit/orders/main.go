package main

import (
	"io"
	"net/http"
	"os"
	"sync"
	"time"
)

var client = &http.Client{Timeout: 200 * time.Millisecond}

type prices struct {
	mu    sync.Mutex
	known map[string]string
}

func (p *prices) of(sku string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if price, ok := p.known[sku]; ok {
		return price, nil
	}
	price, err := fetch(sku) // expect: call-under-lock info
	if err == nil {
		p.known[sku] = price
	}
	return price, err
}

func fetch(sku string) (string, error) {
	res, err := client.Get(os.Getenv("PRICING_URL") + "/prices/" + sku)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return string(body), err
}

func main() {
	p := &prices{known: map[string]string{}}
	http.HandleFunc("/orders", func(w http.ResponseWriter, r *http.Request) {
		price, err := p.of(r.URL.Query().Get("sku"))
		if err != nil {
			w.WriteHeader(500)
			return
		}
		io.WriteString(w, price)
	})
	http.ListenAndServe(":8080", nil)
}
