package main

import (
	"database/sql"
	"net/http"
	"time"
	"github.com/redis/go-redis/v9"
)

var cache = redis.NewClient(&redis.Options{Addr: "cache:6379"})
var db, _ = sql.Open("postgres", "postgres://stock-db:5432/stock")

func stock(w http.ResponseWriter, r *http.Request) {
	value, err := cache.Get(r.Context(), "stock").Result()
	if err != nil {
		db.QueryRowContext(r.Context(), "select total from stock").Scan(&value)
		cache.Set(r.Context(), "stock", value, time.Minute)  // expect: cache-stampede info
	}
	w.Write([]byte(value))
}

func main() {
	http.HandleFunc("/stock", stock)
	http.ListenAndServe(":8080", nil)
}
