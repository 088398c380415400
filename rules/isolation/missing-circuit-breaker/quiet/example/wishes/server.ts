import express from 'express';
import axios from 'axios';
const users = axios.create({ baseURL: process.env.USERS_URL, timeout: 3_000 });
const app = express();

app.get('/wishes/:id', async (request, response) => {
  const { data } = await users.get(`/users/${request.params.id}`);
  response.json(data);
});

app.listen(8080);
