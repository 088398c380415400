import express from 'express';

const app = express();

app.get('/picks/:user', async (request, response) => {
  const answer = await fetch(`${process.env.PICKS_URL}/for/${request.params.user}`, { signal: AbortSignal.timeout(1_500) });
  response.json(await answer.json());
});

app.listen(8080);
