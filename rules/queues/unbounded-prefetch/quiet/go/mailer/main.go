package main

import (
	"fmt"
	amqp "github.com/rabbitmq/amqp091-go"
)

func main() {
	conn, _ := amqp.Dial("amqp://mq:5672/")
	ch, _ := conn.Channel()
	ch.Qos(20, 0, false)
	messages, _ := ch.Consume("mails", "", false, false, false, false, nil)
	for message := range messages {
		fmt.Println(message.Body)
		message.Ack(false)
	}
}
