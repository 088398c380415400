import express from 'express';
import { Client } from 'pg';
import { find } from './orders.js';
import { db } from './db.js';

const app = express();
const pools = new Map();

app.get('/orders/:id', async (request, response) => response.json(await find(request.params.id)));

// One for each tenant, and each tenant's once.
app.get('/tenants/:tenant/orders', async (request, response) => {
  if (!pools.has(request.params.tenant)) pools.set(request.params.tenant, db(request.params.tenant));
  response.json(await pools.get(request.params.tenant).query('select * from orders'));
});

// The request says which database to look into.
app.get('/probe', async (request, response) => {
  const client = new Client({ host: request.query.host });
  await client.connect();
  response.json(await client.query('select 1'));
});

app.listen(8080);
