package main

import (
	"bytes"
	"net/http"
	"time"
	amqp "github.com/rabbitmq/amqp091-go"
)

func main() {
	conn, _ := amqp.Dial("amqp://mq:5672/")
	ch, _ := conn.Channel()
	ch.Qos(10, 0, false)
	orders, _ := ch.Consume("orders", "", false, false, false, false, nil)
	payment := &http.Client{Timeout: 30 * time.Second}
	for order := range orders {
		payment.Post("http://payment:8080/charges", "application/json", bytes.NewReader(order.Body))
		order.Ack(false)
	}
}
