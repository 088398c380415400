import { Pool } from 'pg';

const pool = new Pool({ host: process.env.DATABASE_HOST, query_timeout: 2_000 });

export const handler = async (event: { id: string }) => (await pool.query('select * from invoices where id = $1', [event.id])).rows;
