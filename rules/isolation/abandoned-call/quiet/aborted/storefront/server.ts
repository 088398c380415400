import express from 'express';

const app = express();

app.get('/picks/:user', async (request, response) => {
  const stop = new AbortController();
  const late = new Promise<never>((_, reject) => setTimeout(() => { stop.abort(); reject(new Error('too late')); }, 1_500));
  const answer = await Promise.race([fetch(`${process.env.PICKS_URL}/for/${request.params.user}`, { signal: stop.signal }), late]);
  response.json(await answer.json());
});

app.listen(8080);
