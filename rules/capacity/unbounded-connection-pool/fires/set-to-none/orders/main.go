package main

import (
	"database/sql"
	"net/http"
	"os"

	_ "github.com/lib/pq"
)

func main() {
	db, err := sql.Open("postgres", "postgres://orders@"+os.Getenv("DB_HOST")+":5432/orders")  // expect: unbounded-connection-pool
	if err != nil {
		panic(err)
	}
	db.SetMaxOpenConns(0)
	http.HandleFunc("/orders", func(w http.ResponseWriter, r *http.Request) {
		if _, err := db.QueryContext(r.Context(), "select 1"); err != nil {
			http.Error(w, err.Error(), 500)
		}
	})
	http.ListenAndServe(":8080", nil)
}
