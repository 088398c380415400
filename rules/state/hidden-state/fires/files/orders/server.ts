import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import express from 'express';

const directory = process.env.INVOICE_DIR ?? '/var/lib/invoices';
const app = express();

app.post('/invoices/:id', async (request, response) => {
  await writeFile(join(directory, `${request.params.id}.json`), JSON.stringify(request.body)); // expect: hidden-state
  response.sendStatus(204);
});

await mkdir(directory, { recursive: true });
app.listen(8080);
