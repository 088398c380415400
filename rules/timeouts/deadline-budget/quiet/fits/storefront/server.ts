import express from 'express';
import axios from 'axios';
const orders = axios.create({ baseURL: process.env.ORDERS_URL, timeout: 5_000 });
const app = express();

app.get('/checkout/:id', async (request, response) => {
  const { data } = await orders.get(`/orders/${request.params.id}`);
  response.json(data);
});

app.listen(8080);
