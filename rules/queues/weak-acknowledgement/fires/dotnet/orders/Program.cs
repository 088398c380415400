using Confluent.Kafka;

var config = new ProducerConfig { BootstrapServers = "kafka:9092", Acks = Acks.None };  // expect: weak-acknowledgement warning
using var producer = new ProducerBuilder<Null, string>(config).Build();
await producer.ProduceAsync("orders", new Message<Null, string> { Value = "1" });
