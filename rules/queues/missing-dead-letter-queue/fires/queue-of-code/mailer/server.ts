import amqp from 'amqplib';

const channel = await (await amqp.connect('amqp://mq')).createChannel();
await channel.prefetch(10);
await channel.assertQueue('mails', { durable: true });  // expect: missing-dead-letter-queue info
await channel.consume('mails', (message) => channel.ack(message!));
