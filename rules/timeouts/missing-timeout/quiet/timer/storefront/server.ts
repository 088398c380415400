import axios from 'axios';
import express from 'express';

const app = express();

let carts: unknown = [];

setInterval(async () => {
  const { data } = await axios.get(`${process.env.CART_URL}/carts`);
  carts = data;
}, 10_000);

app.get('/carts', (_request, response) => {
  response.json(carts);
});

app.listen(8080);
