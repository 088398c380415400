package main

import (
	"database/sql"
	"fmt"
	"net/http"
	"os"

	_ "github.com/lib/pq"
)

func open() (*sql.DB, error) {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL")) // expect: client-per-request warning
	if err != nil {
		return nil, err
	}
	return db, nil
}

func stock(w http.ResponseWriter, r *http.Request) {
	db, err := open()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	var left int
	db.QueryRow("select left from stock where id = $1", r.URL.Query().Get("id")).Scan(&left)
	fmt.Fprintln(w, left)
}

func main() {
	http.HandleFunc("/stock", stock)
	http.ListenAndServe(":8080", nil)
}
