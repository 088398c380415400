package main

import (
	"context"
	"net/http"
	"os/signal"
	"syscall"
)

func place(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusCreated)
}

func main() {
	http.HandleFunc("/orders", place)
	server := &http.Server{Addr: ":8080"}
	go server.ListenAndServe()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	<-ctx.Done()
	server.Shutdown(context.Background())
}
