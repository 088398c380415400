package main

import (
	"net/http"

	"example.com/shop/stock"
)

func main() {
	http.HandleFunc("/pay", func(w http.ResponseWriter, r *http.Request) {
		if _, err := stock.Count(r.URL.Path); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	})
	http.ListenAndServe(":8080", nil)
}
