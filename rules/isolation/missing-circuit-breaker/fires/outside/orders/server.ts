import express from 'express';
import axios from 'axios';
import axiosRetry from 'axios-retry';

const payments = axios.create({ baseURL: 'https://api.payments.example', timeout: 800 }); // expect: missing-circuit-breaker info
axiosRetry(payments, { retries: 3, retryDelay: axiosRetry.exponentialDelay });
const app = express();

app.get('/orders/:id', async (request, response) => {
  const { data } = await payments.get(`/charges/${request.params.id}`);
  response.json(data);
});

app.listen(8080);
