import express from 'express';
import { createServer } from 'node:http';

const app = express();
createServer({ keepAliveTimeout: 70_000 }, app).listen(8080);
