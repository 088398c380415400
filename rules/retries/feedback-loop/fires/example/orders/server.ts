import express from 'express';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL, query_timeout: 2_000, connectionTimeoutMillis: 1_000 });
const app = express();

app.get('/livez', async (_request, response) => {
  response.sendStatus(200);
});

app.get('/orders/:id', async (request, response) => {
  const { rows } = await pool.query('select * from orders where id = $1', [request.params.id]);
  response.json(rows[0]);
});

app.listen(8080);
