import axios from 'axios';
import express from 'express';

// The instance has a limit; an abort signal is one; a limit that nobody could evaluate is one; at startup nobody waits.
const cart = axios.create({ baseURL: process.env.CART_URL, timeout: 2_000 });
const search = axios.create({ baseURL: process.env.SEARCH_URL, timeout: Number(process.env.SEARCH_TIMEOUT_MS) });
const app = express();

async function loadFlags(): Promise<unknown> {
  const { data } = await axios.get(`${process.env.FLAGS_URL}/flags`, { timeout: 5_000 });
  return data;
}

app.get('/cart/:id', async (request, response) => {
  const { data } = await cart.get(`/carts/${request.params.id}`);
  response.json(data);
});

app.get('/search', async (request, response) => {
  const { data } = await search.get('/search', { params: request.query });
  response.json(data);
});

app.get('/tips', async (_request, response) => {
  const answer = await fetch(`${process.env.TIPS_URL}/tips`, { signal: AbortSignal.timeout(300) });
  response.json(await answer.json());
});

await loadFlags();
app.listen(8080);
