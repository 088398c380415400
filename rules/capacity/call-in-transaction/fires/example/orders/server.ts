import express from 'express';
import knex from 'knex';

const db = knex({ client: 'pg', connection: process.env.DATABASE_URL });
const app = express();

async function priceOf(sku: string): Promise<number> {
  const answer = await fetch(`${process.env.PRICING_URL}/prices/${sku}`, { signal: AbortSignal.timeout(3_000) });
  return Number(await answer.text());
}

app.post('/orders', async (request, response) => {
  await db.transaction(async (trx) => {
    await trx('stock').where({ sku: request.body.sku }).decrement('left', 1);
    const price = await priceOf(request.body.sku); // expect: call-in-transaction warning
    await trx('orders').insert({ sku: request.body.sku, price });
  });
  response.sendStatus(201);
});

app.listen(8080);
