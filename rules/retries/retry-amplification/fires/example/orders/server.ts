import axios from 'axios';
import axiosRetry from 'axios-retry';
import express from 'express';

const ledger = axios.create({ baseURL: process.env.LEDGER_URL, timeout: 2_000 });
axiosRetry(ledger, { retries: 3, retryDelay: axiosRetry.exponentialDelay }); // expect: retry-amplification warning
const app = express();

app.get('/entries/:id', async (request, response) => {
  const { data } = await ledger.get(`/entries/${request.params.id}`);
  response.json(data);
});

app.listen(8080);
