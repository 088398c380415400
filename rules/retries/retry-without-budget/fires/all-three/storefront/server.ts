import express from 'express';
import retry from 'async-retry';
const app = express();

app.get('/storefront', async (request, response) => {
  const me = await retry(() => fetch(`${process.env.AUTH_URL}/me`, { signal: AbortSignal.timeout(1_000) }), { retries: 2 });
  response.json(await me.json());
});
app.get('/cart', async (request, response) => response.json(await (await fetch(`${process.env.CART_URL}/cart`, { signal: AbortSignal.timeout(9_000) })).json()));
app.get('/orders', async (request, response) => response.json(await (await fetch(`${process.env.ORDERS_URL}/orders`, { signal: AbortSignal.timeout(9_000) })).json()));

app.listen(8080);
