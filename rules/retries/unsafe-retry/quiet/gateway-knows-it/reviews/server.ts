import express from 'express';

const app = express();
const reviews: unknown[] = [];
const seen = new Set<string>();

app.post('/reviews', (request, response) => {
  const key = request.get('Idempotency-Key');
  if (key !== undefined && seen.has(key)) return void response.status(201).end();
  if (key !== undefined) seen.add(key);
  reviews.push(request.body);
  response.status(201).end();
});

app.listen(8080);
