import express from 'express';
import pRetry from 'p-retry';
const app = express();

app.post('/checkout', async (request, response) => {
  const charge = () => fetch(`${process.env.PAYMENT_URL}/charges/${request.body.id}`, { method: 'PUT', signal: AbortSignal.timeout(2_000) });
  const answer = await pRetry(charge, { retries: 3, randomize: true });
  response.status(answer.status).end();
});

app.listen(8080);
