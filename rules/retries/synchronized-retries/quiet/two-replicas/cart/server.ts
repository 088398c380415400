import express from 'express';
import pRetry from 'p-retry';
const app = express();

app.get('/carts/:id', async (request, response) => {
  const load = () => fetch(`${process.env.STOCK_URL}/stock/${request.params.id}`, { signal: AbortSignal.timeout(1_000) });
  const answer = await pRetry(load, { retries: 2 });
  response.json(await answer.json());
});

app.listen(8080);
