package main

import (
	"fmt"
	amqp "github.com/rabbitmq/amqp091-go"
)

func main() {
	conn, _ := amqp.Dial("amqp://mq:5672/")
	ch, _ := conn.Channel()
	messages, _ := ch.Consume("mails", "", false, false, false, false, nil)  // expect: unbounded-prefetch warning
	for message := range messages {
		fmt.Println(message.Body)
		message.Ack(false)
	}
}
