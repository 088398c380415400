import express from 'express';

const app = express();
const reviews: unknown[] = [];

app.post('/reviews', (request, response) => {
  reviews.push(request.body);
  response.status(201).end();
});

app.listen(8080);
