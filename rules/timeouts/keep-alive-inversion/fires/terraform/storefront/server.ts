import express from 'express';

const app = express();
app.get('/', (_, response) => response.send('hello'));

app.listen(8080); // expect: keep-alive-inversion warning
