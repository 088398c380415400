import axios from 'axios';
import { circuitBreaker, handleAll, ConsecutiveBreaker } from 'cockatiel';
import express from 'express';

const app = express();
const http = axios.create({ baseURL: process.env.PICKS_URL, timeout: 1_000 });
const breaker = circuitBreaker(handleAll, {
  halfOpenAfter: 10_000,
  breaker: new ConsecutiveBreaker(5),
});

app.get('/picks/:user', async (request, response) => {
  const { data } = await breaker.execute(() => http.get(`/for/${request.params.user}`));
  response.json(data);
});

app.listen(8080);
