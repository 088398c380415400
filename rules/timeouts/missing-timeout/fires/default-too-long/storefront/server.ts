import express from 'express';
import { Pool } from 'pg';

// Connecting is bounded, queries are not.
const pool = new Pool({ connectionString: process.env.DATABASE_URL, connectionTimeoutMillis: 1_000 }); // expect: missing-timeout error
const app = express();

app.get('/', async (_request, response) => {
  const { rows } = await pool.query('select * from pages');
  response.json(rows);
});

// fetch gives up after five minutes without an answer: longer than anybody waits.
app.get('/cart/:id', async (request, response) => {
  const answer = await fetch(`${process.env.CART_URL}/carts/${request.params.id}`); // expect: missing-timeout warning
  response.json(await answer.json());
});

app.listen(8080);
