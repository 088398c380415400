import express from 'express';
import { MongoClient } from 'mongodb';

// Until 3.6.2 the driver gave up after six minutes of silence; that is long, but it is not for ever.
const client = new MongoClient(process.env.DB_URL); // expect: missing-timeout warning
const stock = new MongoClient(process.env.STOCK_URL, { socketTimeoutMS: 3_000 });
const app = express();

app.get('/orders/:id', async (request, response) => {
  const order = await client.db('shop').collection('orders').findOne({ id: request.params.id });
  response.json({ order, left: await stock.db('shop').collection('stock').findOne({ id: request.params.id }) });
});

app.listen(8080);
