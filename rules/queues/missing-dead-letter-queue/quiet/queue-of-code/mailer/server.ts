import amqp from 'amqplib';

const channel = await (await amqp.connect('amqp://mq')).createChannel();
await channel.prefetch(10);
await channel.assertQueue('mails', { durable: true, deadLetterExchange: 'failed' });
await channel.consume('mails', (message) => channel.ack(message!));
