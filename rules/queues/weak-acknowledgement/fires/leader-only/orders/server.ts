import express from 'express';
import { Kafka } from 'kafkajs';
const kafka = new Kafka({ brokers: [process.env.KAFKA_BROKER ?? ''] });
const producer = kafka.producer();
const app = express();

app.post('/orders', async (request, response) => {
  await producer.send({
    topic: 'orders',
    acks: 1,  // expect: weak-acknowledgement info
    messages: [{ value: JSON.stringify(request.body) }],
  });
  response.sendStatus(202);
});

app.listen(8080);
