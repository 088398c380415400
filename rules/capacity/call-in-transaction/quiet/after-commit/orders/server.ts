import express from 'express';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const app = express();

app.post('/orders', async (request, response) => {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('UPDATE stock SET held = held + 1 WHERE sku = $1', [request.body.sku]);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
  await fetch(`${process.env.PRICING_URL}/sold`, { method: 'POST', signal: AbortSignal.timeout(3_000) });
  response.sendStatus(201);
});

app.listen(8080);
