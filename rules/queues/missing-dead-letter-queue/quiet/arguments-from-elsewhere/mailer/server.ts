import { queueOptions } from '@example/broker';
import amqp from 'amqplib';

const channel = await (await amqp.connect('amqp://mq')).createChannel();
await channel.prefetch(10);
await channel.assertQueue('mails', queueOptions);
await channel.consume('mails', (message) => channel.ack(message!));
