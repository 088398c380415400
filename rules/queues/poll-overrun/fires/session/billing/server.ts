import axios from 'axios';
import { Kafka } from 'kafkajs';

const payment = axios.create({ baseURL: 'http://payment:8080', timeout: 45_000 });
const consumer = new Kafka({ brokers: ['kafka:9092'] }).consumer({ groupId: 'billing' });
await consumer.subscribe({ topic: 'orders' });
await consumer.run({
  eachMessage: async ({ message }) => {  // expect: poll-overrun warning
    await payment.post('/charges', message.value);
  },
});
