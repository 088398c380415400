import express from 'express';

const app = express();

app.get('/orders', async (_request, response) => {
  response.json({ advice: await advice() });
});

/** An order without advice is still an order. */
async function advice(): Promise<string[]> {
  try {
    const answer = await fetch(`${process.env.ADVICE_URL}/advice`, { signal: AbortSignal.timeout(300) });
    return (await answer.json()) as string[];
  } catch {
    return [];
  }
}

app.listen(8080);
