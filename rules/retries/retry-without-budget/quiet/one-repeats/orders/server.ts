import express from 'express';

const app = express();

app.get('/orders', async (request, response) => {
  const me = await fetch(`${process.env.AUTH_URL}/me`, { signal: AbortSignal.timeout(1_000) });
  response.json(await me.json());
});

app.listen(8080);
