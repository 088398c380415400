import axios from 'axios';
import express from 'express';
import CircuitBreaker from 'opossum';
import pRetry from 'p-retry';

const app = express();
const http = axios.create({ baseURL: process.env.PICKS_URL, timeout: 800 });
const breaker = new CircuitBreaker((user: string) => http.get(`/for/${user}`), { timeout: 1_000 });

app.get('/picks/:user', async (request, response) => {
  const { data } = await pRetry(() => breaker.fire(request.params.user), { retries: 3 }); // expect: breaker-retry-conflict warning
  response.json(data);
});

app.listen(8080);
