import express from 'express';

const app = express();

async function picksOf(user: string): Promise<unknown> {
  let failure: unknown;
  for (let attempt = 0; attempt < 4; attempt++) { // expect: futile-retry warning
    try {
      const answer = await fetch(`${process.env.PICKS_URL}/for/${user}`, { signal: AbortSignal.timeout(800) });
      if (!answer.ok) throw new Error(`picks answered ${answer.status}`);
      return await answer.json();
    } catch (error) {
      failure = error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 100 * 2 ** attempt));
    }
  }
  throw failure;
}

app.get('/picks/:user', async (request, response) => {
  response.json(await picksOf(request.params.user));
});

app.listen(8080);
