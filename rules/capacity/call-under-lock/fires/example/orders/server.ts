import { Mutex } from 'async-mutex';
import express from 'express';

const app = express();
const mutex = new Mutex();
const prices = new Map<string, number>();

async function priceOf(sku: string): Promise<number> {
  const answer = await fetch(`${process.env.PRICING_URL}/prices/${sku}`, { signal: AbortSignal.timeout(3_000) });
  return Number(await answer.text());
}

app.get('/orders/:sku', async (request, response) => {
  const price = await mutex.runExclusive(async () => {
    const { sku } = request.params;
    if (!prices.has(sku)) prices.set(sku, await priceOf(sku)); // expect: call-under-lock warning
    return prices.get(sku);
  });
  response.json({ price });
});

app.listen(8080);
