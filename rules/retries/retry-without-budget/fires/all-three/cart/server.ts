import express from 'express';
import retry from 'async-retry';
const app = express();

app.get('/cart', async (request, response) => {
  const me = await retry(() => fetch(`${process.env.AUTH_URL}/me`, { signal: AbortSignal.timeout(1_000) }), { retries: 2 });  // expect: retry-without-budget warning
  response.json(await me.json());
});

app.listen(8080);
