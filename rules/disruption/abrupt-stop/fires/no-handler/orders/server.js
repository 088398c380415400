const express = require('express');

const app = express();
app.post('/orders', (request, response) => response.sendStatus(201));
app.listen(8080); // expect: abrupt-stop info
