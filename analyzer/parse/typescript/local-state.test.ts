import { describe, expect, it } from 'vitest';
import { showTemplate } from '../../facts/template.js';
import { factsOf, SERVICE } from './testing.js';

const state = async (code: string) => (await factsOf('local-state', { ...SERVICE, 'main.ts': code })).map((s) => [s.state, s.holder, ...(s.path ? [showTemplate(s.path)] : [])].join(' '));

describe('state in the process or on its disk', () => {
  it.each([
    ['a session without store', `import session from 'express-session'; session({ secret: 'x' })`, 'session express-session MemoryStore'],
    ['a file', `import fs from 'fs'; import path from 'node:path'; fs.writeFileSync(path.join(__dirname, 'data', name), d)`, 'file fs.writeFile ./data/…'],
    ['a promised file', `import { appendFile } from 'fs/promises'; appendFile('/data/log.txt', d)`, 'file fs.appendFile /data/log.txt'],
    ['uploads', `import multer from 'multer'; multer({ dest: 'uploads/' })`, 'file multer dest uploads/'],
    ['SQLite', `import Database from 'better-sqlite3'; new Database('shop.db')`, 'file SQLite shop.db'],
    ['typeorm on SQLite', `import { DataSource } from 'typeorm'; new DataSource({ type: 'sqlite', database: 'shop.db' })`, 'file SQLite shop.db'],
    ['a rate limit', `import rateLimit from 'express-rate-limit'; rateLimit({ max: 5 })`, 'counter express-rate-limit MemoryStore'],
    ['a cache', `import NodeCache from 'node-cache'; new NodeCache()`, 'cache in-process cache'],
    ['a map of sessions', `import express from 'express'; const sessions = new Map(); function login(id) { sessions.set(id, 1); }`, 'session Map sessions'],
    ['a queue', `import express from 'express'; const jobQueue: string[] = []; function add(j) { jobQueue.push(j); }`, 'queue Array jobQueue'],
  ])('%s', async (_, code, expected) => {
    expect(await state(code)).toEqual([expected]);
  });

  it.each([
    ['a session with a store', `import session from 'express-session'; session({ secret: 'x', store: new RedisStore() })`],
    ['a session whose options nobody sees', `import session from 'express-session'; session(load())`],
    ['a temporary file', `import fs from 'fs'; fs.writeFileSync('/tmp/x', d)`],
    ['a temporary folder of the system', `import fs from 'fs'; import os from 'os'; import path from 'path'; fs.writeFileSync(path.join(os.tmpdir(), 'x'), d)`],
    ['a path that nobody knows', `import fs from 'fs'; fs.writeFileSync(file, d)`],
    ['a database in memory', `import Database from 'better-sqlite3'; new Database(':memory:')`],
    ['a constant map', `import express from 'express'; const sessionKinds = new Map([['a', 1]]);`],
    ['a map that is never written', `import express from 'express'; const cache = new Map(); function f(k) { return cache.get(k); }`],
    ['a map of something else', `import express from 'express'; const handlers = new Map(); function on(k, f) { handlers.set(k, f); }`],
    ['reading a file', `import fs from 'fs'; fs.readFileSync('/data/x')`],
  ])('%s', async (_, code) => {
    expect(await state(code)).toEqual([]);
  });
});
