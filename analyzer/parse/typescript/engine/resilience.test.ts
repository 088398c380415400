import { describe, expect, it } from 'vitest';
import { clientsIn, settings } from '../testing.js';

const only = async (code: string) => {
  const found = await clientsIn(code);
  expect(found).toHaveLength(1);
  return found[0]!;
};

/** Of the package that both are made of: a second, then twice as long each time. */
const PAUSES = { retryBaseDelay: 1000, retryBackoffFactor: 2 };

describe('what stands around a call', () => {
  it.each([
    ['async-retry', `import retry from 'async-retry'; await retry(async () => fetch('http://a'), { retries: 3, factor: 2 })`, { retriesOnCall: 3, retryBackoff: 'exponential', retryJitter: true, ...PAUSES }],
    ['async-retry with its default', `import retry from 'async-retry'; await retry(() => fetch('http://a'))`, { retriesOnCall: 10, retryBackoff: 'exponential', retryJitter: true, ...PAUSES }],
    ['p-retry', `import pRetry from 'p-retry'; await pRetry(() => fetch('http://a'), { retries: 5 })`, { retriesOnCall: 5, retryBackoff: 'exponential', retryJitter: false, ...PAUSES }],
    ['opossum', `import CircuitBreaker from 'opossum'; async function get() { return fetch('http://a'); } const b = new CircuitBreaker(get, { timeout: 3000 }); b.fire()`, { circuitBreaker: true, timeoutOnCall: 3000 }],
    ['cockatiel', `import { retry, handleAll, ExponentialBackoff, timeout, wrap } from 'cockatiel'; const p = wrap(retry(handleAll, { maxAttempts: 4, backoff: new ExponentialBackoff() }), timeout(700)); p.execute(() => fetch('http://a'))`, { retriesOnCall: 4, retryBackoff: 'exponential', timeoutOnCall: 700 }],
    ['a loop without a wait', `async function f() { for (let i = 0; i < 3; i++) { try { return await fetch('http://a'); } catch (e) { log(e); } } }`, { retriesOnCall: 2, retryBackoff: 'none' }],
    ['a loop with a growing wait', `async function f() { for (let i = 1; i <= 5; i++) { try { return await fetch('http://a'); } catch (e) { await sleep(100 * 2 ** i); } } }`, { retriesOnCall: 4, retryBackoff: 'exponential', retryJitter: false }],
    ['a loop that counts down', `async function f() { let left = 4; while (left > 0) { try { await fetch('http://a'); break; } catch (e) { left--; await sleep(100); } } }`, { retriesOnCall: 3, retryBackoff: 'fixed', retryJitter: false }],
    ['a loop that gives up itself', `const MAX = 3; async function f() { for (let n = 1; ; n++) { try { return await fetch('http://a'); } catch (e) { if (n === MAX) throw e; } } }`, { retriesOnCall: 2, retryBackoff: 'none' }],
    ['a loop that counts in its catch', `async function f() { let n = 0; while (true) { try { return await fetch('http://a'); } catch (e) { if (++n >= 5) throw e; await sleep(50); } } }`, { retriesOnCall: 4, retryBackoff: 'fixed', retryJitter: false }],
    ['a helper that retries', `async function withRetry(fn, retries = 2) { for (let i = 0; i <= retries; i++) { try { return await fn(); } catch (e) { await sleep(10); } } } async function f() { return withRetry(() => fetch('http://a'), 4); }`, { retriesOnCall: 4, retryBackoff: 'fixed', retryJitter: false }],
    ['a helper that uses a package', `import pRetry from 'p-retry'; const again = (fn, n) => pRetry(fn, { retries: n }); const f = () => again(async () => fetch('http://a'), 6);`, { retriesOnCall: 6, retryBackoff: 'exponential', retryJitter: false, ...PAUSES }],
    ['a helper that does not retry', `function timed(fn) { const r = fn(); log(); return r; } const f = () => timed(() => fetch('http://a'));`, {}],
    ['a retry in what is retried', `import pRetry from 'p-retry'; async function get() { return pRetry(() => fetch('http://a'), { retries: 2 }); } const f = () => pRetry(async () => { const x = await get(); log(x); }, { retries: 4 });`, { retriesOnCall: 2, outerRetries: 4, retryBackoff: 'exponential', retryJitter: false, ...PAUSES }],
    ['a retry around a client that retries', `import got from 'got'; import pRetry from 'p-retry'; const f = () => pRetry(() => got('http://a', { retry: { limit: 3 } }), { retries: 1 });`, { retriesOnCall: 3, outerRetries: 1, retryBackoff: 'exponential', retryJitter: false, ...PAUSES }],
    ['a retry in what is called twice', `import pRetry from 'p-retry'; async function get() { return pRetry(() => fetch('http://a'), { retries: 2 }); } const f = async () => { await get(); await get(); };`, { retriesOnCall: 2, retryBackoff: 'exponential', retryJitter: false, ...PAUSES }],
    ['a loop over data', `async function f() { for (const x of xs) { try { await fetch('http://a'); } catch (e) {} } }`, {}],
    ['a loop that polls', `async function f() { while (true) { try { await fetch('http://a'); } catch (e) { log(e); } await sleep(1000); } }`, {}],
    ['a race', `await Promise.race([fetch('http://a'), new Promise((_, no) => setTimeout(() => no(new Error()), 1500))])`, { timeoutOnCall: 1500 }],
    ['one of two calls with a limit', `import axios from 'axios'; const c = axios.create({ baseURL: 'http://a' }); c.get('/x', { timeout: 10 }); c.get('/y')`, {}],
    ['both calls with a limit', `import axios from 'axios'; const c = axios.create({ baseURL: 'http://a' }); c.get('/x', { timeout: 10 }); c.get('/y', { timeout: 20 })`, { timeoutOnCall: 20 }],
  ])('%s', async (_, code, expected) => {
    expect(settings(await only(code))).toEqual(expected);
  });

  it('a retry around connecting counts when nothing else is seen', async () => {
    const client = await only(`const async = require('async'); const { Pool } = require('pg'); const p = new Pool({ host: 'db' }); async.retry({ times: 1000, interval: 1000 }, (cb) => { p.connect(cb); }, done)`);
    expect(settings(client)).toEqual({ retriesOnCall: 1000, retryBackoff: 'fixed' });
  });
});

describe('strength', () => {
  it.each([
    ['a fallback value', `async function f() { try { return await fetch('http://a'); } catch { return []; } }`, 'soft'],
    ['a rethrow', `async function f() { try { return await fetch('http://a'); } catch (e) { throw new Error('x'); } }`, 'hard'],
    ['an error response', `async function f(req, res) { try { await fetch('http://a'); } catch (e) { res.status(502).send('x'); } }`, 'hard'],
    ['next(error)', `async function f(req, res, next) { try { return await fetch('http://a'); } catch (e) { return next(e); } }`, 'hard'],
    ['.catch with a value', `const f = () => fetch('http://a').catch(() => null)`, 'soft'],
    ['.catch that rejects', `const f = () => fetch('http://a').catch((e) => Promise.reject(e))`, 'hard'],
    ['the result is used after a catch that only logs', `async function f() { let r; try { const x = await fetch('http://a'); r = x; } catch (e) { console.error(e); } return r.status; }`, 'hard'],
    ['sending and forgetting', `async function f() { try { await fetch('http://a'); } catch (e) { console.error(e); } }`, 'soft'],
    ['an error that is kept and thrown after the last attempt', `async function f() { let last; for (let i = 0; i < 3; i++) { try { return await fetch('http://a'); } catch (e) { last = e; } } throw last; }`, 'hard'],
    ['one hard call of two', `import axios from 'axios'; const c = axios.create({ baseURL: 'http://a' }); const f = () => c.get('/x').catch(() => null); const g = () => c.get('/y');`, 'hard'],
  ])('%s', async (_, code, expected) => {
    const client = await only(code);
    expect([client.strength, client.softAt !== undefined]).toEqual([expected, expected === 'soft']);
  });
});

describe('phase', () => {
  it.each([
    ['a health route', `import express from 'express'; const app = express(); app.get('/healthz', async (q, r) => { await fetch('http://a'); });`, 'health'],
    ['a health function', `async function checkHealth() { await fetch('http://a'); }`, 'health'],
    ['a migration', `async function runMigrations() { await fetch('http://a'); }`, 'startup'],
    ['a route', `import express from 'express'; const app = express(); app.get('/orders', async (q, r) => { await fetch('http://a'); });`, 'request'],
  ])('%s', async (_, code, expected) => {
    expect((await only(code)).phase).toBe(expected);
  });
});
