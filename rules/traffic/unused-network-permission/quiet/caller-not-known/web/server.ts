import express from 'express';

const app = express();

app.get('/', async (_request, response) => {
  const answer = await fetch(`${process.env.STOCK_URL}/all`, { signal: AbortSignal.timeout(2_000) });
  response.json(await answer.json());
});

app.listen(8080);
