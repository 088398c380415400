import axios from 'axios';
import axiosRetry from 'axios-retry';
import express from 'express';

const cart = axios.create({ baseURL: process.env.CART_URL, timeout: 2_000 });
axiosRetry(cart, { retries: 3 }); // expect: retry-without-backoff
const app = express();

app.get('/cart/:id', async (request, response) => {
  const { data } = await cart.get(`/carts/${request.params.id}`);
  response.json(data);
});

app.listen(8080);
