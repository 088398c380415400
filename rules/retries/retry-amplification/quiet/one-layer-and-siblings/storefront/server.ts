import axios from 'axios';
import axiosRetry from 'axios-retry';
import express from 'express';

// Both retry, but neither is behind the other: 4 attempts each, not 16.
const orders = axios.create({ baseURL: process.env.ORDERS_URL, timeout: 2_000 });
axiosRetry(orders, { retries: 3, retryDelay: axiosRetry.exponentialDelay });
const search = axios.create({ baseURL: process.env.SEARCH_URL, timeout: 2_000 });
axiosRetry(search, { retries: 3, retryDelay: axiosRetry.exponentialDelay });
const app = express();

app.get('/', async (_request, response) => {
  const [own, found] = await Promise.all([orders.get('/orders'), search.get('/search')]);
  response.json([own.data, found.data]);
});

app.listen(8080);
