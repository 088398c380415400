import axios from 'axios';
import axiosRetry from 'axios-retry';
import express from 'express';
import pRetry from 'p-retry';

const app = express();
const http = axios.create({ baseURL: process.env.PICKS_URL, timeout: 800 });
const careful = axios.create({ baseURL: `${process.env.PICKS_URL}/careful`, timeout: 800 });
axiosRetry(careful, { retries: 3, retryDelay: axiosRetry.exponentialDelay });

// The result is not there yet, which is what 404 says.
async function waitForResult(id: string): Promise<unknown> {
  const { data } = await pRetry(() => http.get(`/results/${id}`), { retries: 8, maxTimeout: 500 });
  return data;
}

app.post('/picks/:user', async (request, response) => {
  const { data } = await careful.get(`/for/${request.params.user}`);
  response.json(await waitForResult(data.id));
});

app.listen(8080);
