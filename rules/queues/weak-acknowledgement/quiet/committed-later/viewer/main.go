package main

import (
	"context"
	"fmt"
	"github.com/segmentio/kafka-go"
)

func main() {
	reader := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"kafka:9092"}, Topic: "mails"})
	for {
		message, _ := reader.ReadMessage(context.Background())
		fmt.Println(message.Value)
	}
}
