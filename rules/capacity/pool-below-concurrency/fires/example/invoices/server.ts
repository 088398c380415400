import { Worker } from 'bullmq';
import { Pool } from 'pg';

const pool = new Pool({ host: process.env.DB_HOST, max: 10, query_timeout: 2_000, connectionTimeoutMillis: 1_000 });  // expect: pool-below-concurrency warning

new Worker('invoices', (job) => pool.query('insert into invoices values ($1)', [job.data]), { connection: { host: process.env.REDIS_HOST }, concurrency: 50 });
