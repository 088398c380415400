import express from 'express';

const app = express();

async function left(sku: string): Promise<number | undefined> {
  try {
    const answer = await fetch(`${process.env.STOCK_URL}/stock/${sku}`);
    return Number(await answer.text());
  } catch {
    return undefined;
  }
}

app.get('/orders/:sku', async (request, response) => {
  response.json({ left: await left(request.params.sku) });
});
app.listen(8080);
