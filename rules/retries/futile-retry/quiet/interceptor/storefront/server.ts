import axios from 'axios';
import express from 'express';

const app = express();
const http = axios.create({ baseURL: process.env.PICKS_URL, timeout: 800 });
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

http.interceptors.response.use(undefined, async (error) => {
  const { config } = error;
  config.tries = config.tries ?? 0;
  if ((error.response?.status ?? 500) < 500 || config.tries >= 3) return Promise.reject(error);
  config.tries += 1;
  await sleep(200);
  return http.request(config);
});

app.get('/picks/:user', async (request, response) => {
  const { data } = await http.get(`/for/${request.params.user}`);
  response.json(data);
});

app.listen(8080);
