import { Kafka } from 'kafkajs';

const consumer = new Kafka({ brokers: ['kafka:9092'] }).consumer({ groupId: 'mailer' });
await consumer.subscribe({ topic: 'order-placed' });
await consumer.run({ eachMessage: async ({ message }) => console.log(message.value) });
