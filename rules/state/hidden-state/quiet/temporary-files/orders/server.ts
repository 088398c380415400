import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import express from 'express';

const directory = process.env.WORK_DIR ?? '/var/lib/work';
const app = express();

app.post('/invoices/:id', async (request, response) => {
  await writeFile(join(directory, `${request.params.id}.json`), JSON.stringify(request.body));
  response.sendStatus(204);
});

await mkdir(directory, { recursive: true });
app.listen(8080);
