import express from 'express';

const app = express();

app.get('/', async (_request, response) => {
  const prices = await fetch(`${process.env.PRICES_URL}/all`, { signal: AbortSignal.timeout(2_000) });
  const more = await fetch(`${process.env.MORE_URL}/all`, { signal: AbortSignal.timeout(2_000) });
  response.json([await prices.json(), await more.json()]);
});

app.listen(8080);
