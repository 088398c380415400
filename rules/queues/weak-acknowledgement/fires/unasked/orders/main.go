package main

import (
	"context"
	"github.com/segmentio/kafka-go"
)

func main() {
	writer := &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: "orders"}  // expect: weak-acknowledgement warning
	writer.WriteMessages(context.Background(), kafka.Message{Value: []byte("1")})
}
