import axios from 'axios';
import axiosRetry from 'axios-retry';
import express from 'express';
import got from 'got';
import { retryDelay } from './policy.js';

// One repetition at once helps against a stale connection; a delay that somebody else computes is a delay.
const cart = axios.create({ baseURL: process.env.CART_URL, timeout: 2_000 });
axiosRetry(cart, { retries: 1 });
const search = axios.create({ baseURL: process.env.SEARCH_URL, timeout: 2_000 });
axiosRetry(search, { retries: 3, retryDelay });
const app = express();

app.get('/cart/:id', async (request, response) => {
  const { data } = await cart.get(`/carts/${request.params.id}`);
  response.json(data);
});

app.get('/search', async (request, response) => {
  const { data } = await search.get('/search', { params: request.query });
  response.json(data);
});

// got waits longer each time unless told otherwise.
app.get('/more', async (_request, response) => {
  response.json(await got(`${process.env.SEARCH_URL}/more`, { retry: { limit: 4 }, timeout: { request: 1_000 } }).json());
});

app.listen(8080);
