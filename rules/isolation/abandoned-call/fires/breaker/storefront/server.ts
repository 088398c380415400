import axios from 'axios';
import express from 'express';
import CircuitBreaker from 'opossum';

const app = express();
const http = axios.create({ baseURL: process.env.PICKS_URL });
const breaker = new CircuitBreaker((user: string) => http.get(`/for/${user}`), { timeout: 1_000 }); // expect: abandoned-call warning

app.get('/picks/:user', async (request, response) => {
  const { data } = await breaker.fire(request.params.user);
  response.json(data);
});

app.listen(8080);
