package main

import (
	"database/sql"
	"net/http"
	"os"
	"time"
)

var client = &http.Client{Timeout: 3 * time.Second}

func order(db *sql.DB, sku string) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err = tx.Exec("UPDATE stock SET held = held + 1 WHERE sku = $1", sku); err != nil {
		return err
	}
	if _, err = client.Get(os.Getenv("PRICING_URL") + "/prices"); err != nil { // expect: call-in-transaction warning
		return err
	}
	return tx.Commit()
}

func main() {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		panic(err)
	}
	http.HandleFunc("/orders", func(w http.ResponseWriter, r *http.Request) {
		if order(db, r.URL.Query().Get("sku")) != nil {
			w.WriteHeader(500)
		}
	})
	http.ListenAndServe(":8080", nil)
}
