import axios from 'axios';
import axiosRetry from 'axios-retry';
import express from 'express';

const orders = axios.create({ baseURL: process.env.ORDERS_URL, timeout: 2_000 });
axiosRetry(orders, { retries: 3, retryDelay: axiosRetry.exponentialDelay });
const app = express();

app.get('/orders/:id', async (request, response) => {
  const { data } = await orders.get(`/orders/${request.params.id}`);
  response.json(data);
});

app.listen(8080);
