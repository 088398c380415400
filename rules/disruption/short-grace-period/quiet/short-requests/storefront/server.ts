import express from 'express';
import axios from 'axios';
const orders = axios.create({ baseURL: process.env.ORDERS_URL, timeout: 5_000 });
const app = express();

app.post('/export', async (request, response) => {
  const { data } = await orders.get('/export');
  response.json(data);
});

app.listen(8080);
