import express from 'express';
import CircuitBreaker from 'opossum';

const app = express();

async function personal(user: string): Promise<unknown> {
  const answer = await fetch(`${process.env.PICKS_URL}/for/${user}`);
  return answer.json();
}

async function archived(): Promise<unknown> {
  const answer = await fetch(`${process.env.ARCHIVE_URL}/popular`); // expect: fallback-shares-dependency info
  return answer.json();
}

const breaker = new CircuitBreaker(personal, { timeout: 2_000 });
breaker.fallback(archived);

app.get('/picks/:user', async (request, response) => {
  response.json(await breaker.fire(request.params.user));
});

app.listen(8080);
