import { NestFactory } from '@nestjs/core';
import { TillModule } from './till.module.js';

const app = await NestFactory.create(TillModule);
await app.listen(8080);
