import axios from 'axios';
import { circuitBreaker, handleAll, SamplingBreaker } from 'cockatiel';
import express from 'express';

const app = express();
const http = axios.create({ baseURL: process.env.PICKS_URL, timeout: 1_000 });
const breaker = circuitBreaker(handleAll, {
  halfOpenAfter: 10_000,
  breaker: new SamplingBreaker({ threshold: 0.2, duration: 30_000 }),  // expect: late-breaker info
});

app.get('/picks/:user', async (request, response) => {
  const { data } = await breaker.execute(() => http.get(`/for/${request.params.user}`));
  response.json(data);
});

app.listen(8080);
