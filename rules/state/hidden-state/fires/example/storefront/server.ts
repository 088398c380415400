import express from 'express';
import session from 'express-session';

const app = express();
app.use(session({ secret: process.env.SESSION_SECRET!, resave: false, saveUninitialized: false })); // expect: hidden-state warning

app.get('/', (_request, response) => {
  response.send('hello');
});

app.listen(8080);
