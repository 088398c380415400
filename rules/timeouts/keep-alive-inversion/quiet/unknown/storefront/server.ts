import express from 'express';

const app = express();
app.get('/', (_, response) => response.send('hello'));

const server = app.listen(8080);
server.keepAliveTimeout = Number(process.env.KEEP_ALIVE_MS);
