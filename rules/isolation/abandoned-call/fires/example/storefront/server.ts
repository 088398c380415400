import express from 'express';

const app = express();

app.get('/picks/:user', async (request, response) => {
  const answer = await Promise.race([fetch(`${process.env.PICKS_URL}/for/${request.params.user}`), new Promise<never>((_, reject) => setTimeout(() => reject(new Error('too late')), 1_500))]); // expect: abandoned-call warning
  response.json(await answer.json());
});

app.listen(8080);
