package main

import (
	"context"
	"github.com/segmentio/kafka-go"
)

func main() {
	writer := &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: "orders", RequiredAcks: kafka.RequireAll}
	writer.WriteMessages(context.Background(), kafka.Message{Value: []byte("1")})
}
