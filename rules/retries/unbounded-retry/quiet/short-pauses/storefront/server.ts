import axios from 'axios';
import express from 'express';
import pRetry from 'p-retry';

const app = express();
const http = axios.create({ baseURL: process.env.PICKS_URL, timeout: 800 });

app.get('/picks/:user', async (request, response) => {
  const { data } = await pRetry(() => http.get(`/for/${request.params.user}`), { maxTimeout: 500, minTimeout: 100 });
  response.json(data);
});

app.listen(8080);
