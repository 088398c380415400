import { describe, expect, it } from 'vitest';
import type { FallbackFact, LockFact, TransactionFact } from '../../facts/types.js';
import { factsOf, SERVICE } from './testing.js';

const lines = (all: readonly (TransactionFact | LockFact | FallbackFact)[]): string[] => all.map((f) => `${f.kind === 'fallback' ? `${f.of.at.line} else ` : ''}${f.at.line} -> ${f.reaches.map((r) => r.path.map((at) => at.line).join('>')).join(', ')}`);
const transactions = async (code: string) => lines(await factsOf('transaction', { ...SERVICE, 'main.ts': code }));
const locks = async (code: string) => lines(await factsOf('lock', { ...SERVICE, 'main.ts': `import { Mutex, Semaphore } from 'async-mutex';\n${code}` }));
const fallbacks = async (code: string) => lines(await factsOf('fallback', { ...SERVICE, 'main.ts': code }));

describe('what runs in a transaction', () => {
  it('a function that is handed over, with what it calls', async () => {
    expect(await transactions(`import { PrismaClient } from '@prisma/client';\nconst db = new PrismaClient();\nconst rate = () => fetch('http://rates/eur');\nexport const pay = () => db.$transaction(async () => {\n  await rate();\n});`)).toEqual(['4 -> 5>3']);
  });
  it('a function that is handed over by its name', async () => {
    expect(await transactions(`const work = async () => {\n  await fetch('http://rates');\n};\nexport const pay = (em: any) => em.transactional(work);`)).toEqual(['4 -> 2']);
  });
  it('a decorated method', async () => {
    expect(await transactions(`import { Transactional } from 'typeorm-transactional';\nclass Orders {\n  @Transactional()\n  pay() { return fetch('http://rates'); }\n}`)).toEqual(['3 -> 4']);
  });
  it('what stands between begin and commit', async () => {
    expect(await transactions(`async function pay(client: any) {\n  await client.query('BEGIN');\n  await fetch('http://rates');\n  await client.query('COMMIT');\n  await fetch('http://mail');\n}`)).toEqual(['2 -> 3']);
    expect(await transactions(`async function pay(runner: any) {\n  await runner.startTransaction();\n  try {\n    await fetch('http://rates');\n    await runner.commitTransaction();\n  } catch {\n    await fetch('http://mail');\n  }\n}`)).toEqual(['2 -> 4']);
  });
  it('not a list of statements, nor a begin that nothing commits', async () => {
    expect(await transactions(`export const pay = async (db: any) => { await db.$transaction([fetch('http://rates')]); };`)).toEqual([]);
    expect(await transactions(`export const pay = async (db: any) => { await db.query('BEGIN'); await fetch('http://rates'); };`)).toEqual([]);
  });
});

describe('what holds a lock', () => {
  it('a function that a mutex runs, and what stands between acquire and release', async () => {
    expect(await locks(`const mutex = new Mutex();\nexport const pay = () => mutex.runExclusive(async () => {\n  await fetch('http://rates');\n});`)).toEqual(['3 -> 4']);
    expect(await locks(`class Orders {\n  private readonly mutex = new Mutex();\n  async pay() {\n    const release = await this.mutex.acquire();\n    await fetch('http://rates');\n    release();\n    await fetch('http://mail');\n  }\n}`)).toEqual(['5 -> 6']);
  });
  it('not a semaphore that lets several pass, nor a mutex of one call', async () => {
    expect(await locks(`const limit = new Semaphore(10);\nexport const pay = () => limit.runExclusive(() => fetch('http://rates'));`)).toEqual([]);
    expect(await locks(`export const pay = () => {\n  const mutex = new Mutex();\n  return mutex.runExclusive(() => fetch('http://rates'));\n};`)).toEqual([]);
  });
});

describe('what stands in for a failed call', () => {
  it('what a catch returns or puts into a variable, not what it tells', async () => {
    expect(await fallbacks(`async function a() {\n  try { return await fetch('http://a'); }\n  catch { await fetch('http://log'); return fetch('http://b'); }\n}`)).toEqual(['2 else 3 -> 3']);
    expect(await fallbacks(`async function a() {\n  let x;\n  try { x = await fetch('http://a'); }\n  catch {\n    x = await fetch('http://b');\n  }\n  return x;\n}`)).toEqual(['3 else 4 -> 5']);
    expect(await fallbacks(`export const a = () => fetch('http://a')\n  .catch(() => fetch('http://b'));`)).toEqual(['1 else 2 -> 2']);
  });
  it('nothing where the failure goes on', async () => {
    expect(await fallbacks(`async function a() {\n  try { return await fetch('http://a'); }\n  catch (e) { await fetch('http://log'); throw e; }\n}`)).toEqual([]);
  });
  it('what a breaker is told to do instead', async () => {
    expect(await fallbacks(`import Breaker from 'opossum';\nconst ask = () => fetch('http://a');\nconst breaker = new Breaker(ask);\nbreaker.fallback(() => fetch('http://b'));`)).toEqual(['2 else 4 -> 4']);
  });
});

describe('clients that only a timer uses', () => {
  const scheduled = async (code: string) => (await factsOf('client', { ...SERVICE, 'main.ts': code })).map((c) => `${c.strength} ${c.scheduled?.line ?? '-'}`);
  it('by a callback, by name, by a schedule or a decorator', async () => {
    expect(await scheduled(`setInterval(() => fetch('http://a'), 1000);`)).toEqual(['soft 1']);
    expect(await scheduled(`async function poll() { await fetch('http://a'); }\nsetInterval(poll, 1000);`)).toEqual(['soft 2']);
    expect(await scheduled(`import cron from 'node-cron';\ncron.schedule('* * * * *', async () => { await fetch('http://a'); });`)).toEqual(['soft 2']);
    expect(await scheduled(`class Jobs { @Cron('0 0 * * *') run() { return fetch('http://a'); } }`)).toEqual(['soft 1']);
  });
  it('when the server starts to listen', async () => {
    expect(await scheduled(`import { createServer } from 'node:http';\nexport function serve(app) {\n  const server = createServer(app);\n  server.on('listening', () => {\n    const announce = () => fetch('http://a');\n    announce();\n    setInterval(announce, 10000);\n  });\n}`)).toEqual(['soft 4']);
    expect(await scheduled(`export function serve(bus) {\n  bus.on('order', () => fetch('http://a'));\n}`)).toEqual(['hard -']);
  });
  it('by itself, when the start of the program began it', async () => {
    expect(await scheduled(`function poll() { fetch('http://a').then(() => setTimeout(() => poll(), 1000)); }\npoll();`)).toEqual(['soft 1']);
  });
  it('not when a handler or another function asks as well', async () => {
    expect(await scheduled(`import express from 'express';\nconst app = express();\nconst poll = () => fetch('http://a');\nsetInterval(poll, 1000);\napp.get('/now', () => poll());`)).toEqual(['hard -']);
    expect(await scheduled(`async function ask() { try { return await fetch('http://a'); } catch (e) { setTimeout(ask, 100); throw e; } }\nexport function page() { return ask(); }`)).toEqual(['hard -']);
  });
});
