import { createServer } from 'node:http';

const server = createServer((_, response) => response.end('hello'));
server.keepAliveTimeout = 65 * 1000; // expect: keep-alive-inversion warning
server.listen(8080);
