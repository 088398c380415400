import express from 'express';
import axios from 'axios';
const stock = axios.create({ baseURL: process.env.STOCK_URL, timeout: 1_500 });
const prices = axios.create({ baseURL: process.env.PRICES_URL, timeout: 1_500 });
const users = axios.create({ baseURL: process.env.USERS_URL, timeout: 1_500 });
const app = express();

app.get('/orders/:id', async (request, response) => {  // expect: deadline-budget warning
  const user = await users.get(`/users/${request.params.id}`);
  const [lines, sums] = await Promise.all([stock.get('/stock'), prices.get('/prices')]);
  response.json([user.data, lines.data, sums.data]);
});

app.listen(8080);
