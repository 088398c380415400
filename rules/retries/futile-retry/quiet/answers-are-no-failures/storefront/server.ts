import express from 'express';
import pRetry from 'p-retry';

const app = express();

// Whatever the status, fetch has an answer: only a lost connection is repeated.
app.get('/picks/:user', async (request, response) => {
  const answer = await pRetry(() => fetch(`${process.env.PICKS_URL}/for/${request.params.user}`, { signal: AbortSignal.timeout(800) }), { retries: 3 });
  response.status(answer.status).json(await answer.json());
});

app.listen(8080);
