// All that is committed is a stack for development, but the code is the code.
import axios from 'axios';
import express from 'express';

const cartUrl = process.env.CART_URL ?? 'http://localhost:8081';
const app = express();

app.get('/cart/:id', async (request, response) => {
  const { data } = await axios.get(`${cartUrl}/carts/${request.params.id}`); // expect: missing-timeout warning
  response.json(data);
});

app.listen(8080);
