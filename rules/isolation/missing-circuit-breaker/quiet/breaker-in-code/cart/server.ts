import express from 'express';
import axios from 'axios';
import CircuitBreaker from 'opossum';
const users = axios.create({ baseURL: process.env.USERS_URL, timeout: 3_000 });
const app = express();

const breaker = new CircuitBreaker((id: string) => users.get(`/users/${id}`), { timeout: 2_000 });

app.get('/cart/:id', async (request, response) => {
  const { data } = await breaker.fire(request.params.id);
  response.json(data);
});

app.listen(8080);
