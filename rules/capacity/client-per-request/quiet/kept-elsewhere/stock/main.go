package main

import (
	"database/sql"
	"fmt"
	"net/http"
	"os"
	"sync"

	_ "github.com/lib/pq"
)

var (
	db   *sql.DB
	once sync.Once
)

func open() *sql.DB {
	once.Do(func() {
		db, _ = sql.Open("postgres", os.Getenv("DATABASE_URL"))
		db.SetMaxOpenConns(10)
	})
	return db
}

func stock(w http.ResponseWriter, r *http.Request) {
	var left int
	open().QueryRow("select left from stock where id = $1", r.URL.Query().Get("id")).Scan(&left)
	fmt.Fprintln(w, left)
}

func main() {
	http.HandleFunc("/stock", stock)
	http.ListenAndServe(":8080", nil)
}
