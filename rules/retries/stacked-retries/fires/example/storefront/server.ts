import axios from 'axios';
import axiosRetry from 'axios-retry';
import express from 'express';

const stock = axios.create({ baseURL: process.env.STOCK_URL, timeout: 2_000 });
axiosRetry(stock, { retries: 3, retryDelay: axiosRetry.exponentialDelay }); // expect: stacked-retries warning
const app = express();

app.get('/items/:id', async (request, response) => {
  const { data } = await stock.get(`/items/${request.params.id}`);
  response.json(data);
});

app.listen(8080);
