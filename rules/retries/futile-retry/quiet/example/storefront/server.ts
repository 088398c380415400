import axios, { isAxiosError } from 'axios';
import express from 'express';
import pRetry from 'p-retry';

const app = express();
const http = axios.create({ baseURL: process.env.PICKS_URL, timeout: 800 });
const mayPass = (failure: unknown): boolean => isAxiosError(failure) && (failure.response === undefined || failure.response.status === 429 || failure.response.status >= 500);

app.get('/picks/:user', async (request, response) => {
  const { data } = await pRetry(() => http.get(`/for/${request.params.user}`), { retries: 3, shouldRetry: mayPass });
  response.json(data);
});

app.listen(8080);
