package main

import (
	"net/http"
)

func place(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusCreated)
}

func main() {
	http.HandleFunc("/orders", place)
	http.ListenAndServe(":8080", nil) // expect: abrupt-stop warning
}
