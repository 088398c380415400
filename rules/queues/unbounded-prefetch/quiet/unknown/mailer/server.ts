import amqp from 'amqplib';

const connection = await amqp.connect(process.env.RABBIT_URL ?? '');
const channel = await connection.createChannel();
await channel.prefetch(Number(process.env.PREFETCH));

await channel.consume('mails', async (message) => {
  if (!message) return;
  await send(message.content.toString());
  channel.ack(message);
});

async function send(mail: string) {
  console.log(mail);
}
