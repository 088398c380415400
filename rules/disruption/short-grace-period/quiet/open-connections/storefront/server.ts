import express from 'express';
import axios from 'axios';
// Events come over one connection all day; no grace outlasts it.
const orders = axios.create({ baseURL: process.env.ORDERS_URL, timeout: 86_400_000 });
const app = express();

app.get('/events', async (request, response) => {
  const { data } = await orders.get('/events', { responseType: 'stream' });
  data.pipe(response);
});

app.listen(8080);
