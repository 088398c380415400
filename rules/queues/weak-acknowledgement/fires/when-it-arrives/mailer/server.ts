import amqp from 'amqplib';

const connection = await amqp.connect(process.env.RABBIT_URL ?? '');
const channel = await connection.createChannel();

await channel.consume('mails', async (message) => {
  if (!message) return;
  await send(message.content.toString());

}, { noAck: true });  // expect: weak-acknowledgement warning

async function send(mail: string) {
  console.log(mail);
}
