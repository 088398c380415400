using Confluent.Kafka;
using Confluent.Kafka.Admin;

var servers = "bus-kafka-bootstrap:9092";
using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
await admin.CreateTopicsAsync(new[] { new TopicSpecification { Name = "orders", NumPartitions = 3 } });

var config = new ConsumerConfig { BootstrapServers = servers, GroupId = "billing" };
using var consumer = new ConsumerBuilder<Ignore, string>(config).Build();
consumer.Subscribe("orders");
while (true) Console.WriteLine(consumer.Consume().Message.Value);
