import pRetry from 'p-retry';
import express from 'express';

const app = express();

// Each attempt has a second.
const quote = (sku: string) => pRetry(() => fetch(`${process.env.PRICING_URL}/quotes/${sku}`, { signal: AbortSignal.timeout(1_000) }), { retries: 1 });  // expect: stacked-retries info

async function priced(sku: string) {
  const response = await quote(sku);
  return response.json();
}

app.get('/carts/:sku', async (request, response) => {
  response.json(await pRetry(() => priced(request.params.sku), { retries: 1 }));
});

app.listen(8080);
