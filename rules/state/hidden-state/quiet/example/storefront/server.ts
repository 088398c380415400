import express from 'express';
import session from 'express-session';
import { RedisStore } from 'connect-redis';
import { createClient } from 'redis';

const client = createClient({ url: process.env.SESSIONS_URL });
await client.connect();

const app = express();
app.use(session({ secret: process.env.SESSION_SECRET!, resave: false, saveUninitialized: false, store: new RedisStore({ client }) }));

app.get('/', (_request, response) => {
  response.send('hello');
});

app.listen(8080);
