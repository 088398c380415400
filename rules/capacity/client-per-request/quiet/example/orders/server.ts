import express from 'express';
import { Pool } from 'pg';

const pool = new Pool({ host: process.env.DB_HOST, max: 10, query_timeout: 2_000 });
const app = express();

app.get('/orders/:id', async (request, response) => {
  if (!request.params.id) return response.sendStatus(400);
  const { rows } = await pool.query('select * from orders where id = $1', [request.params.id]);
  response.json(rows);
});

app.listen(8080);
