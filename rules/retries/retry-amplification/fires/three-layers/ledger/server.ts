import axios from 'axios';
import axiosRetry from 'axios-retry';
import express from 'express';

const rates = axios.create({ baseURL: process.env.RATES_URL, timeout: 2_000 });
axiosRetry(rates, { retries: 3, retryDelay: axiosRetry.exponentialDelay }); // expect: retry-amplification error
const app = express();

app.get('/rates/:id', async (request, response) => {
  const { data } = await rates.get(`/rates/${request.params.id}`);
  response.json(data);
});

app.listen(8080);
