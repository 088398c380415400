import express from 'express';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL, query_timeout: 2_000 });
const app = express();

// Readiness may ask the database; liveness answers by itself.
app.get('/readyz', async (_request, response) => {
  await pool.query('select 1');
  response.sendStatus(200);
});

app.get('/livez', (_request, response) => {
  response.sendStatus(200);
});

app.listen(8080);
