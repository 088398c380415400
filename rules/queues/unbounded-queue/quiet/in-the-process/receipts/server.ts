import express from 'express';
import { prints } from './prints.js';

const app = express();
app.post('/receipts', (request, response) => {
  if (prints.size > 200) return void response.status(503).end();
  void prints.add(() => fetch('http://printer:8080/jobs', { method: 'POST', signal: AbortSignal.timeout(5_000) }));
  response.status(202).end();
});
app.listen(8080);
