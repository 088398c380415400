const express = require('express');

const app = express();
app.post('/orders', (request, response) => response.sendStatus(201));

const server = app.listen(8080);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
