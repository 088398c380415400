import axios from 'axios';
import express from 'express';

const ratings = axios.create({ baseURL: process.env.RATINGS_URL, timeout: 10_000 });  // expect: timeout-inversion error
const app = express();

app.get('/reviews/:id', async (request, response) => {
  const { data } = await ratings.get(`/ratings/${request.params.id}`);
  response.json(data);
});

app.listen(8080);
