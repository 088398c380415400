import express from 'express';
import { alpha } from './senders/alpha';
import { bravo } from './senders/bravo';
import { carol } from './senders/carol';

const senders = { alpha, bravo, carol };
const app = express();

app.post('/:sender', async (request, response) => {
  await senders[request.params.sender](request.body);
  response.end();
});

app.listen(8080);
