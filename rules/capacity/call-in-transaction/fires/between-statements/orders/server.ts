import express from 'express';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const app = express();

app.post('/orders', async (request, response) => {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query('SELECT * FROM stock WHERE sku = $1 FOR UPDATE', [request.body.sku]);
    const price = await fetch(`${process.env.PRICING_URL}/prices`, { signal: AbortSignal.timeout(200) }); // expect: call-in-transaction info
    await client.query('INSERT INTO orders VALUES ($1, $2)', [rows[0].sku, await price.text()]);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
  response.sendStatus(201);
});

app.listen(8080);
