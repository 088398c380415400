package main

import (
	"bytes"
	"context"
	"net/http"
	"github.com/segmentio/kafka-go"
)

func bill(order []byte) {
	http.Post("http://payment:8080/charges", "application/json", bytes.NewReader(order))
}

func main() {
	reader := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"kafka:9092"}, Topic: "orders", GroupID: "billing"})
	for {
		order, _ := reader.FetchMessage(context.Background())
		go bill(order.Value)  // expect: unbounded-queue warning
	}
}
