import express from 'express';

const app = express();

app.get('/', async (request, response) => {
  const cart = await fetch(`${process.env.CART_URL}/cart`, { signal: AbortSignal.timeout(Number(process.env.LIMIT)) });
  response.json(await cart.json());
});

app.listen(8080);
