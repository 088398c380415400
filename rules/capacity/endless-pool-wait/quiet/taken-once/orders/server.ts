import express from 'express';
import { Pool } from 'pg';
import { report } from './report.js';

// The pool hands out one connection, once, and whoever has it keeps it.
const pool = new Pool({ host: process.env.DB_HOST });
pool.connect((error, client) => (error ? process.exit(1) : report(client)));

const app = express();
app.get('/', (_request, response) => response.send('ok'));
app.listen(8080);
