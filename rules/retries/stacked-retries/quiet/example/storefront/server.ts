import axios from 'axios';
import express from 'express';

const stock = axios.create({ baseURL: process.env.STOCK_URL, timeout: 2_000 });
const app = express();

app.get('/items/:id', async (request, response) => {
  const { data } = await stock.get(`/items/${request.params.id}`);
  response.json(data);
});

app.listen(8080);
