import { db } from './db.js';

let pool: ReturnType<typeof db> | undefined;

function orders() {
  if (!pool) pool = db('orders');
  return pool;
}

export const find = async (id: string) => (await orders().query('select * from orders where id = $1', [id])).rows;
