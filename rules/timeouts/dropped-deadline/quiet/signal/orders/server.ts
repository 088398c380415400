import express from 'express';

const app = express();

async function left(sku: string, signal: AbortSignal): Promise<number> {
  const answer = await fetch(`${process.env.STOCK_URL}/stock/${sku}`, { signal: AbortSignal.any([signal, AbortSignal.timeout(2_000)]) });
  return Number(await answer.text());
}

app.get('/orders/:sku', async (request, response) => {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.json({ left: await left(request.params.sku, gone.signal) });
});

app.listen(8080);
