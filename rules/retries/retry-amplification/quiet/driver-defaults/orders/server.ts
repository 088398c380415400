import express from 'express';
import { Redis } from 'ioredis';
import { Kafka } from 'kafkajs';

// The drivers reconnect up to 20 and 5 times by themselves; that sends no command twice.
const redis = new Redis(process.env.REDIS_URL!, { commandTimeout: 500 });
const producer = new Kafka({ brokers: [process.env.KAFKA_BROKER!] }).producer();
const app = express();

app.get('/orders/:id', async (request, response) => {
  const order = await redis.get(request.params.id);
  await producer.send({ topic: 'orders-read', messages: [{ value: request.params.id }] });
  response.json(order);
});

app.listen(8080);
