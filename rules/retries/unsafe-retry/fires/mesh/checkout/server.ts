import express from 'express';

const app = express();

app.post('/checkout', async (request, response) => {
  const answer = await fetch(`${process.env.PAYMENT_URL}/charges`, { method: 'POST', signal: AbortSignal.timeout(2_000) });  // expect: unsafe-retry error
  response.status(answer.status).end();
});

app.listen(8080);
