package main

import (
	"database/sql"
	"net/http"
	"time"
	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/singleflight"
)

var cache = redis.NewClient(&redis.Options{Addr: "cache:6379"})
var db, _ = sql.Open("postgres", "postgres://stock-db:5432/stock")
var flights singleflight.Group

func stock(w http.ResponseWriter, r *http.Request) {
	value, err := cache.Get(r.Context(), "stock").Result()
	if err != nil {
		loaded, _, _ := flights.Do("stock", func() (any, error) {
			var total string
			err := db.QueryRowContext(r.Context(), "select total from stock").Scan(&total)
			return total, err
		})
		value = loaded.(string)
		cache.Set(r.Context(), "stock", value, time.Minute)
	}
	w.Write([]byte(value))
}

func main() {
	http.HandleFunc("/stock", stock)
	http.ListenAndServe(":8080", nil)
}
