import express from 'express';
import axios from 'axios';

// One short attempt holds nobody for long.
const payments = axios.create({ baseURL: 'https://api.payments.example', timeout: 800 });
const app = express();

app.get('/orders/:id', async (request, response) => {
  const { data } = await payments.get(`/charges/${request.params.id}`);
  response.json(data);
});

app.listen(8080);
