import axios from 'axios';
import express from 'express';

const ratings = axios.create({ baseURL: process.env.RATINGS_URL, timeout: 1_000 });
const search = axios.create({ baseURL: process.env.SEARCH_URL, timeout: 10_000 });
const audit = axios.create({ baseURL: process.env.AUDIT_URL, timeout: 10_000 });
const app = express();

app.get('/reviews/:id', async (request, response) => {
  const { data } = await ratings.get(`/ratings/${request.params.id}`);
  response.json(data);
});

// Nobody but an operator with patience asks for this.
app.get('/export', async (_request, response) => {
  const { data } = await search.get('/reviews');
  response.json(data);
});

setInterval(() => audit.get('/digest'), 60_000);

app.listen(8080);
