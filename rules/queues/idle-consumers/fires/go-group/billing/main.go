package main

import (
	"context"
	"github.com/IBM/sarama"
)

func main() {
	brokers := []string{"bus-kafka-bootstrap:9092"}
	admin, _ := sarama.NewClusterAdmin(brokers, nil)
	admin.CreateTopic("orders", &sarama.TopicDetail{NumPartitions: 6, ReplicationFactor: 3}, false)
	group, _ := sarama.NewConsumerGroup(brokers, "billing", nil)
	group.Consume(context.Background(), []string{"orders"}, handler{})
}
