import { randomUUID } from 'node:crypto';
import { Kafka } from 'kafkajs';

const kafka = new Kafka({ clientId: randomUUID(), brokers: [process.env.KAFKA_BROKERS ?? 'localhost:9092'] });
const consumer = kafka.consumer({ groupId: `mailer-${randomUUID()}` });

await consumer.connect();
await consumer.subscribe({ topic: 'orders' });
await consumer.run({ eachMessage: async ({ message }) => console.log(message.value) });
