import express from 'express';
import axios from 'axios';
const cart = axios.create({ baseURL: process.env.CART_URL, timeout: 5_000 });
const orders = axios.create({ baseURL: process.env.ORDERS_URL, timeout: 5_000 });
const reviews = axios.create({ baseURL: process.env.REVIEWS_URL, timeout: 5_000 });
const stock = axios.create({ baseURL: process.env.STOCK_URL, timeout: 5_000 });
const wishes = axios.create({ baseURL: process.env.WISHES_URL, timeout: 5_000 });
const app = express();

app.get('/cart', async (request, response) => response.json((await cart.get('/cart/1')).data));
app.get('/orders', async (request, response) => response.json((await orders.get('/orders/1')).data));
app.get('/reviews', async (request, response) => response.json((await reviews.get('/reviews/1')).data));
app.get('/stock', async (request, response) => response.json((await stock.get('/stock/1')).data));
app.get('/wishes', async (request, response) => response.json((await wishes.get('/wishes/1')).data));

app.listen(8080);
