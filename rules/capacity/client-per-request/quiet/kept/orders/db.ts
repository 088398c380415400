import { Pool } from 'pg';

export const db = (schema: string) => new Pool({ host: process.env.DB_HOST, options: `-c search_path=${schema}` });
