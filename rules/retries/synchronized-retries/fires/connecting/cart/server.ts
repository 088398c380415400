import express from 'express';
import Redis from 'ioredis';

const app = express();
const redis = new Redis(process.env.REDIS_URL!, { commandTimeout: 500, retryStrategy: (times) => Math.min(times * 500, 5_000) }); // expect: synchronized-retries info

app.get('/carts/:id', async (request, response) => {
  response.json(await redis.get(request.params.id));
});

app.listen(8080);
