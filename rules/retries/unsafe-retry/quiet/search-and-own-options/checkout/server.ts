import express from 'express';
import got from 'got';
import pRetry from 'p-retry';
const app = express();

app.get('/products', async (request, response) => {
  const search = () => fetch(`${process.env.PAYMENT_URL}/search`, { method: 'POST', body: JSON.stringify(request.query), signal: AbortSignal.timeout(2_000) });
  const found = await pRetry(search, { retries: 2 });
  response.json(await found.json());
});

// Without a wrapper: got repeats no POST by itself.
app.post('/checkout', async (request, response) => {
  const answer = await got.post(`${process.env.PAYMENT_URL}/charges`, { json: request.body, retry: { limit: 3 }, timeout: { request: 2_000 } });
  response.status(answer.statusCode).end();
});

app.listen(8080);
