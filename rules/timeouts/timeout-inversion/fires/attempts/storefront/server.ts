import axios from 'axios';
import express from 'express';

const reviews = axios.create({ baseURL: process.env.REVIEWS_URL, timeout: 2_500 });
const app = express();

app.get('/products/:id', async (request, response) => {
  const { data } = await reviews.get(`/reviews/${request.params.id}`);
  response.json(data);
});

app.listen(8080);
