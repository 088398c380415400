import amqp from 'amqplib';

const channel = await (await amqp.connect('amqp://mq')).createChannel();
await channel.prefetch(10);
await channel.assertQueue('mails', { exclusive: true });
await channel.consume('mails', (message) => channel.ack(message!));
