import express from 'express';
import got from 'got';

const app = express();
const picks = got.extend({ prefixUrl: process.env.PICKS_URL, timeout: { request: 800 }, retry: { limit: 3, statusCodes: [429, 502, 503] } });

app.get('/picks/:user', async (request, response) => {
  response.json(await picks.get(`for/${request.params.user}`).json());
});

app.listen(8080);
