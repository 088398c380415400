import express from 'express';
import retry from 'async-retry';
const app = express();

app.post('/checkout', async (request, response) => {
  const charge = () => fetch(`${process.env.PAYMENT_URL}/charges/${request.body.id}`, { method: 'PUT', signal: AbortSignal.timeout(2_000) });
  const answer = await retry(charge, { retries: 1_000 });  // expect: unbounded-retry error
  response.status(answer.status).end();
});

app.listen(8080);
