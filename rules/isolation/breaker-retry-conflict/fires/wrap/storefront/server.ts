import express from 'express';
import { ConsecutiveBreaker, ExponentialBackoff, circuitBreaker, handleAll, handleType, retry, wrap } from 'cockatiel';

const app = express();
const again = retry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() }); // expect: breaker-retry-conflict info
const breaker = circuitBreaker(handleAll, { halfOpenAfter: 5_000, breaker: new ConsecutiveBreaker(5) });
const policy = wrap(again, breaker);

app.get('/picks/:user', async (request, response) => {
  const answer = await policy.execute(({ signal }) => fetch(`${process.env.PICKS_URL}/for/${request.params.user}`, { signal }));
  response.json(await answer.json());
});

app.listen(8080);
