import express from 'express';
import { Pool } from 'pg';
const pool = new Pool({ host: process.env.DB_HOST, query_timeout: 1_000, connectionTimeoutMillis: 1_000 });
const app = express();

app.get('/ready', async (_request, response) => {

  response.sendStatus(200);
});

app.get('/things/:id', async (request, response) => {
  const { rows } = await pool.query('select * from things where id = $1', [request.params.id]);
  response.json(rows);
});

app.listen(8080);
