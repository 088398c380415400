import axios from 'axios';
import axiosRetry from 'axios-retry';
import express from 'express';

const stock = axios.create({ baseURL: process.env.STOCK_URL, timeout: 25_000 });
axiosRetry(stock, { retries: 4, retryDelay: () => 1_000 });

async function bootstrap() {
  const levels = await stock.get('/levels');
  const app = express();
  app.get('/livez', (_, response) => response.json(levels.data));
  app.listen(8080);
}

bootstrap();
