import express from 'express';
import { Redis } from 'ioredis';
const app = express();

const redis = new Redis({ host: process.env.CACHE_HOST, commandTimeout: 500, maxRetriesPerRequest: null });

app.get('/sessions/:id', async (request, response) => {
  response.json(await redis.get(request.params.id));
});

app.listen(8080);
