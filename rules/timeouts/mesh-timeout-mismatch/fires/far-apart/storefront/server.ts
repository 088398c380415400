import express from 'express';

const app = express();

app.get('/', async (request, response) => {
  const cart = await fetch(`${process.env.CART_URL}/cart`, { signal: AbortSignal.timeout(30_000) });  // expect: mesh-timeout-mismatch info
  response.json(await cart.json());
});

app.listen(8080);
