import fastify from 'fastify';

const app = fastify();
app.get('/', () => 'hello');
await app.listen({ port: 8080 });
