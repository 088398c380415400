import { packageOf } from './scan.js';

/** Packages that are no clients but tell something: servers, retry wrappers, frameworks, local state. */
const PACKAGES = new Set([
  'express', 'fastify', 'koa', '@koa/router', 'koa-router', '@hapi/hapi', 'hono', '@hono/node-server', 'restify', 'polka', '@nestjs/core', '@nestjs/common', '@nestjs/terminus', '@nestjs/microservices', '@nestjs/config',
  'http', 'https', 'http2', 'net', 'fs', 'fs/promises', 'fs-extra',
  'p-retry', 'async-retry', 'async', 'axios-retry', 'retry-axios', 'promise-retry', 'opossum', 'cockatiel', 'p-timeout', 'exponential-backoff',
  'express-session', 'koa-session', '@fastify/session', 'express-rate-limit', 'multer', 'better-sqlite3', 'sqlite3', 'sqlite', 'lowdb', 'nedb', '@seald-io/nedb', 'node-cache', 'lru-cache', 'memory-cache', 'node-persist', '@nestjs/cache-manager', 'cache-manager', '@nestjs/throttler', '@nestjs/platform-express', 'fastq', 'p-queue', 'better-queue',
]);

export const triggers = (specifier: string): boolean => PACKAGES.has(packageOf(specifier)) || PACKAGES.has(specifier.replace(/^node:/, ''));
