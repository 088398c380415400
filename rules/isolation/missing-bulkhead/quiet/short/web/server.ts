import { Agent } from 'node:http';
import axios from 'axios';
import express from 'express';

const agent = new Agent({ keepAlive: true, maxTotalSockets: 50 });
const cart = axios.create({ baseURL: process.env.CART_URL, timeout: 2_000, httpAgent: agent });
const reviews = axios.create({ baseURL: process.env.REVIEWS_URL, timeout: 1_000, httpAgent: agent });
const app = express();

app.get('/', async (_request, response) => {
  const [items, stars] = await Promise.all([cart.get('/items'), reviews.get('/stars')]);
  response.json({ items: items.data, stars: stars.data });
});

app.listen(8080);
