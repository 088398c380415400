import axios from 'axios';
import express from 'express';

const stock = axios.create({ baseURL: process.env.STOCK_URL });
const app = express();

app.get('/orders/:id', async (request, response) => {
  const { data } = await stock.get(`/stock/${request.params.id}`);
  response.json(data);
});

app.listen(8080);
