package main

import (
	"context"
	"fmt"
	"github.com/segmentio/kafka-go"
)

func main() {
	reader := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"kafka:9092"}, Topic: "mails", GroupID: "mailer"})
	for {
		message, _ := reader.ReadMessage(context.Background())  // expect: weak-acknowledgement warning
		fmt.Println(message.Value)
	}
}
