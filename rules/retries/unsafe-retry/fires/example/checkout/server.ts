import express from 'express';
import pRetry from 'p-retry';
const app = express();

app.post('/checkout', async (request, response) => {
  const order = request.body;
  const charge = async () => fetch(`${process.env.PAYMENT_URL}/charges`, { method: 'POST', body: JSON.stringify(order), signal: AbortSignal.timeout(2_000) });  // expect: unsafe-retry error
  const answer = await pRetry(charge, { retries: 3 });
  response.status(answer.status).end();
});

app.listen(8080);
