import express from 'express';

const ATTEMPTS = 4;
const app = express();

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function readCart(id: string): Promise<unknown> {
  let failure: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      const answer = await fetch(`${process.env.CART_URL}/carts/${id}`, { signal: AbortSignal.timeout(800) });
      if (answer.ok) return await answer.json();
    } catch (error) {
      failure = error;
    }
    await sleep(Math.random() * 100 * 2 ** attempt);
  }
  throw failure;
}

app.get('/cart/:id', async (request, response) => {
  response.json(await readCart(request.params.id));
});

app.listen(8080);
