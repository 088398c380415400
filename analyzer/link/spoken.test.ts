import { expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const python = { 'orders/requirements.txt': 'psycopg2\nrequests\n', 'orders/Dockerfile': 'FROM python:3.12\nCOPY . .\nCMD ["python", "app.py"]\n' };
const compose = { 'compose.yaml': 'services:\n  orders: { build: orders, environment: { DB_HOST: orders-db } }\n  orders-db: { image: "registry.example/shop/orders-db:3" }\n' };
const run = async (files: Readonly<Record<string, string>>) => (await analyzeFiles({ ...compose, ...python, ...files })).system.document;

it('an own image whose callers all speak with it as with a database is that database', async () => {
  const document = await run({ 'orders/app.py': 'import os, psycopg2\nconn = psycopg2.connect(host=os.environ["DB_HOST"], dbname="orders")\nconn.cursor().execute("select 1")\n' });
  expect(document.components.find((c) => c.id === 'orders-db')).toMatchObject({ kind: 'datastore', technology: 'postgresql' });
  expect(document.dependencies.map((d) => `${d.from} ${d.kind} ${d.to}`)).toEqual(['orders stores orders-db']);
});

it('the scheme of the address says which', async () => {
  const document = await run({ 'orders/app.py': 'from sqlalchemy import create_engine\ncreate_engine("mysql+pymysql://orders-db:3306/orders").connect()\n', 'orders/requirements.txt': 'sqlalchemy\n' });
  expect(document.components.find((c) => c.id === 'orders-db')).toMatchObject({ kind: 'datastore', technology: 'mysql' });
});

it('one that is also called over HTTP is a service, whatever its name', async () => {
  const document = await run({ 'orders/app.py': 'import os, psycopg2, requests\nconn = psycopg2.connect(host=os.environ["DB_HOST"], dbname="orders")\nconn.cursor().execute("select 1")\nrequests.get("http://orders-db:8080/backups")\n' });
  expect(document.components.find((c) => c.id === 'orders-db')).toMatchObject({ kind: 'service' });
  expect(document.components.find((c) => c.id === 'orders-db')).not.toHaveProperty('technology');
});
