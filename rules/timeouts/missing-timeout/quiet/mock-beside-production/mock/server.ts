// A mock that only developers run, beside a system that serves users.
import axios from 'axios';
import express from 'express';

const cartUrl = process.env.CART_URL ?? 'http://localhost:8081';
const app = express();

app.get('/cart/:id', async (request, response) => {
  const { data } = await axios.get(`${cartUrl}/carts/${request.params.id}`);
  response.json(data);
});

app.listen(8080);
