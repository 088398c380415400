import express from 'express';
import mysql from 'mysql2/promise';
import { Client } from 'pg';

// One connection each: there is no pool that could be empty.
const orders = new Client({ host: process.env.DB_HOST, query_timeout: 2_000 });
const stock = await mysql.createConnection({ host: process.env.STOCK_HOST });
const app = express();

app.get('/orders/:id', async (request, response) => {
  const { rows } = await orders.query('select * from orders where id = $1', [request.params.id]);
  const [left] = await stock.query('select * from stock where id = ?', [request.params.id]);
  response.json({ rows, left });
});

app.listen(8080);
