import express from 'express';
import Redis from 'ioredis';

const cache = new Redis({ host: 'cache', port: 6379, maxRetriesPerRequest: null });  // expect: unbounded-queue info
const app = express();
app.get('/carts/:id', async (request, response) => response.send(await cache.get(request.params.id)));
app.listen(8080);
