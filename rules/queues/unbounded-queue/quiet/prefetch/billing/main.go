package main

import (
	"bytes"
	"net/http"
	amqp "github.com/rabbitmq/amqp091-go"
)

func main() {
	conn, _ := amqp.Dial("amqp://mq:5672/")
	ch, _ := conn.Channel()
	ch.Qos(20, 0, false)
	orders, _ := ch.Consume("orders", "", false, false, false, false, nil)
	for order := range orders {
		go bill(order)
	}
}

func bill(order amqp.Delivery) {
	http.Post("http://payment:8080/charges", "application/json", bytes.NewReader(order.Body))
	order.Ack(false)
}
