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
    ['opossum', `import CircuitBreaker from 'opossum'; async function get() { return fetch('http://a'); } const b = new CircuitBreaker(get, { timeout: 3000 }); b.fire()`, { abandonedAfter: 3000, circuitBreaker: true, timeoutOnCall: 3000, breakerTimeout: 3000, breakerWindow: 10_000 }],
    ['opossum that cancels', `import CircuitBreaker from 'opossum'; const abortController = new AbortController(); const b = new CircuitBreaker(() => fetch('http://a', { signal: abortController.signal }), { timeout: 3000, abortController }); b.fire()`, { circuitBreaker: true, timeoutOnCall: 3000, breakerTimeout: 3000, breakerWindow: 10_000, perTryTimeout: 'unknown' }],
    ['opossum over a limit of the call itself', `import axios from 'axios'; import CircuitBreaker from 'opossum'; const c = axios.create({ baseURL: 'http://a', timeout: 5000 }); const b = new CircuitBreaker(() => c.get('/x'), { timeout: 3000 });`, { circuitBreaker: true, timeoutOnCall: 3000, breakerTimeout: 3000, breakerWindow: 10_000, perTryTimeout: 5000 }],
    ['opossum that has to see calls', `import CircuitBreaker from 'opossum'; async function get() { return fetch('http://a'); } const b = new CircuitBreaker(get, { timeout: 3000, volumeThreshold: 40, rollingCountTimeout: 5000 }); b.fire()`, { abandonedAfter: 3000, circuitBreaker: true, timeoutOnCall: 3000, breakerTimeout: 3000, breakerMinimumCalls: 40, breakerWindow: 5000 }],
    ['a sampling breaker', `import { circuitBreaker, handleAll, SamplingBreaker } from 'cockatiel'; circuitBreaker(handleAll, { halfOpenAfter: 1000, breaker: new SamplingBreaker({ threshold: 0.2, duration: 30_000 }) }).execute(() => fetch('http://a'))`, { circuitBreaker: true, breakerMinimumCalls: 750, breakerWindow: 30_000 }],
    ['a sampling breaker with its rate', `import { circuitBreaker, handleAll, SamplingBreaker } from 'cockatiel'; circuitBreaker(handleAll, { breaker: new SamplingBreaker({ threshold: 0.2, duration: 30_000, minimumRps: 1 }) }).execute(() => fetch('http://a'))`, { circuitBreaker: true, breakerMinimumCalls: 30, breakerWindow: 30_000 }],
    ['cockatiel', `import { retry, handleAll, ExponentialBackoff, timeout, wrap } from 'cockatiel'; const p = wrap(retry(handleAll, { maxAttempts: 4, backoff: new ExponentialBackoff() }), timeout(700)); p.execute(() => fetch('http://a'))`, { retriesOnCall: 4, retryBackoff: 'exponential', timeoutOnCall: 700 }],
    ['a loop without a wait', `async function f() { for (let i = 0; i < 3; i++) { try { return await fetch('http://a'); } catch (e) { log(e); } } }`, { retriesOnCall: 2, retryBackoff: 'none' }],
    ['a loop with a growing wait', `async function f() { for (let i = 1; i <= 5; i++) { try { return await fetch('http://a'); } catch (e) { await sleep(100 * 2 ** i); } } }`, { retriesOnCall: 4, retryBackoff: 'exponential', retryJitter: false }],
    ['a loop that counts down', `async function f() { let left = 4; while (left > 0) { try { await fetch('http://a'); break; } catch (e) { left--; await sleep(100); } } }`, { retriesOnCall: 3, retryBackoff: 'fixed', retryJitter: false }],
    ['a loop that gives up itself', `const MAX = 3; async function f() { for (let n = 1; ; n++) { try { return await fetch('http://a'); } catch (e) { if (n === MAX) throw e; } } }`, { retriesOnCall: 2, retryBackoff: 'none' }],
    ['a loop that counts in its catch', `async function f() { let n = 0; while (true) { try { return await fetch('http://a'); } catch (e) { if (++n >= 5) throw e; await sleep(50); } } }`, { retriesOnCall: 4, retryBackoff: 'fixed', retryJitter: false }],
    ['a loop that never gives up', `async function f() { while (true) { try { return await fetch('http://a'); } catch (e) { await sleep(50); } } }`, { retriesOnCall: null, retryBackoff: 'fixed', retryJitter: false }],
    ['a loop that something else may end', `async function f() { for (;;) { try { return await fetch('http://a'); } catch (e) { if (isFatal(e)) throw e; } } }`, { retriesOnCall: 'unknown', retryBackoff: 'none' }],
    ['a loop with a deadline', `async function f() { while (true) { try { return await fetch('http://a'); } catch (e) { checkDeadline(); } } }`, { retriesOnCall: 'unknown', retryBackoff: 'none' }],
    ['a helper that retries', `async function withRetry(fn, retries = 2) { for (let i = 0; i <= retries; i++) { try { return await fn(); } catch (e) { await sleep(10); } } } async function f() { return withRetry(() => fetch('http://a'), 4); }`, { retriesOnCall: 4, retryBackoff: 'fixed', retryJitter: false }],
    ['a helper that uses a package', `import pRetry from 'p-retry'; const again = (fn, n) => pRetry(fn, { retries: n }); const f = () => again(async () => fetch('http://a'), 6);`, { retriesOnCall: 6, retryBackoff: 'exponential', retryJitter: false, ...PAUSES }],
    ['a helper that does not retry', `function timed(fn) { const r = fn(); log(); return r; } const f = () => timed(() => fetch('http://a'));`, {}],
    ['a retry in what is retried', `import pRetry from 'p-retry'; async function get() { return pRetry(() => fetch('http://a'), { retries: 2 }); } const f = () => pRetry(async () => { const x = await get(); log(x); }, { retries: 4 });`, { retriesOnCall: 2, outerRetries: 4, retryBackoff: 'exponential', retryJitter: false, ...PAUSES }],
    ['a retry around a client that retries', `import got from 'got'; import pRetry from 'p-retry'; const f = () => pRetry(() => got('http://a', { retry: { limit: 3 } }), { retries: 1 });`, { retriesOnCall: 3, outerRetries: 1, retryBackoff: 'exponential', retryJitter: false, ...PAUSES }],
    ['a retry in what is called twice', `import pRetry from 'p-retry'; async function get() { return pRetry(() => fetch('http://a'), { retries: 2 }); } const f = async () => { await get(); await get(); };`, { retriesOnCall: 2, retryBackoff: 'exponential', retryJitter: false, ...PAUSES }],
    ['a loop whose handler always fails', `async function f() { for (let i = 0; i < 3; i++) { try { return await fetch('http://a'); } catch (e) { throw wrap(e); } } }`, {}],
    ['a loop whose handler fails at the end', `async function f() { for (let i = 0; i < 3; i++) { try { return await fetch('http://a'); } catch (e) { if (isPassing(e)) { continue; } throw e; } } }`, { retriesOnCall: 2, retryBackoff: 'none' }],
    ['a loop over data', `async function f() { for (const x of xs) { try { await fetch('http://a'); } catch (e) {} } }`, {}],
    ['a loop that polls', `async function f() { while (true) { try { await fetch('http://a'); } catch (e) { log(e); } await sleep(1000); } }`, {}],
    ['a function that calls itself with one attempt less', `async function get(url, left = 3) { try { return await fetch('http://a'); } catch (e) { if (left === 0) throw e; await sleep(100); return get(url, left - 1); } }`, { retriesOnCall: 3, retryBackoff: 'fixed', retryJitter: false }],
    ['a function that calls itself with one attempt more', `const MAX = 4; const get = async (attempt = 0) => { try { return await fetch('http://a'); } catch (e) { if (attempt < MAX) { await sleep(2 ** attempt * 100 * Math.random()); return get(attempt + 1); } throw e; } }`, { retriesOnCall: 4, retryBackoff: 'exponential', retryJitter: true }],
    ['a function that calls itself for something else', `async function get(page = 0) { try { await fetch('http://a'); } catch (e) { throw e; } return get(page + 1); }`, {}],
    ['an interceptor that sends again', `import axios from 'axios'; const api = axios.create({ baseURL: 'http://a' }); api.interceptors.response.use(undefined, async (error) => { const config = error.config; config.count = config.count ?? 0; if (config.count >= 3) return Promise.reject(error); config.count += 1; await new Promise((r) => setTimeout(r, 100)); return api(config); }); api.get('/x')`, { retriesOnCall: 3, retryBackoff: 'fixed', retryJitter: false }],
    ['an interceptor with a limit around the request', `import axios from 'axios'; const MAX = 2; const api = axios.create({ baseURL: 'http://a' }); api.interceptors.response.use((r) => r, onError); function onError(error) { const { config } = error; config.retryCount++; if (config.retryCount <= MAX) { return axios.request(config); } throw error; } api.get('/x')`, { retriesOnCall: 2, retryBackoff: 'none' }],
    ['an interceptor that repeats once', `import axios from 'axios'; const api = axios.create({ baseURL: 'http://a' }); api.interceptors.response.use(null, (error) => { const original = error.config; if (!original._retry && error.response.status >= 500) { original._retry = true; return api.request(original); } return Promise.reject(error); }); api.get('/x')`, { retriesOnCall: 1, retryBackoff: 'none' }],
    ['an interceptor that renews the login', `import axios from 'axios'; const api = axios.create({ baseURL: 'http://a' }); api.interceptors.response.use((r) => r, async (error) => { const original = error.config; if (error.response.status === 401 && !original._retry) { original._retry = true; await renew(); return api(original); } return Promise.reject(error); }); api.get('/x')`, {}],
    ['an interceptor that only logs', `import axios from 'axios'; const api = axios.create({ baseURL: 'http://a' }); api.interceptors.response.use((r) => r, (error) => { log(error.config); return Promise.reject(error); }); api.get('/x')`, {}],
    ['a race', `await Promise.race([fetch('http://a'), new Promise((_, no) => setTimeout(() => no(new Error()), 1500))])`, { abandonedAfter: 1500, timeoutOnCall: 1500 }],
    ['a race that the call loses by itself', `import axios from 'axios'; const c = axios.create({ baseURL: 'http://a', timeout: 2000 }); await Promise.race([c.get('/x'), new Promise((_, no) => setTimeout(() => no(new Error()), 1500))])`, { timeoutOnCall: 1500 }],
    ['a race that aborts', `const stop = new AbortController(); await Promise.race([fetch('http://a', { signal: stop.signal }), new Promise((_, no) => setTimeout(() => { stop.abort(); no(new Error()); }, 1500))])`, { timeoutOnCall: 1500 }],
    ['one of two calls with a limit', `import axios from 'axios'; const c = axios.create({ baseURL: 'http://a' }); c.get('/x', { timeout: 10 }); c.get('/y')`, {}],
    ['both calls with a limit', `import axios from 'axios'; const c = axios.create({ baseURL: 'http://a' }); c.get('/x', { timeout: 10 }); c.get('/y', { timeout: 20 })`, { timeoutOnCall: 20 }],
  ])('%s', async (_, code, expected) => {
    const { retryCondition: ignored, ...around } = settings(await only(code));
    expect(around).toEqual(expected);
  });

  it('an interceptor of another instance is none', async () => {
    const found = await clientsIn(`import axios from 'axios'; const api = axios.create({ baseURL: 'http://a' }); const other = axios.create({ baseURL: 'http://b' }); other.interceptors.response.use(null, (error) => { if (error.config.tries < 3) { error.config.tries++; return other(error.config); } throw error; }); api.get('/x'); other.get('/y')`);
    expect(found.map(settings)).toEqual([{}, { retriesOnCall: 3, retryBackoff: 'none', retryCondition: 'everything' }]);
  });

  it('a retry around connecting counts when nothing else is seen', async () => {
    const client = await only(`const async = require('async'); const { Pool } = require('pg'); const p = new Pool({ host: 'db' }); async.retry({ times: 1000, interval: 1000 }, (cb) => { p.connect(cb); }, done)`);
    expect(settings(client)).toEqual({ retriesOnCall: 1000, retryBackoff: 'fixed', retryCondition: 'everything' });
  });
});

describe('what is repeated', () => {
  const attempt = (handler: string) => `async function f() { let last; for (let i = 0; i < 3; i++) { try { return await fetch('http://a'); } catch (error) { ${handler} } } throw last; }`;

  it.each([
    ['everything, by p-retry', `import pRetry from 'p-retry'; pRetry(() => fetch('http://a'))`, 'everything'],
    ['what its predicate says', `import pRetry from 'p-retry'; pRetry(() => fetch('http://a'), { shouldRetry: (error) => error.status >= 500 })`, 'unknown'],
    ['everything, by a predicate that always says yes', `import pRetry from 'p-retry'; pRetry(() => fetch('http://a'), { shouldRetry: () => true })`, 'everything'],
    ['everything, with a hook that only logs', `import pRetry from 'p-retry'; pRetry(() => fetch('http://a'), { onFailedAttempt: (error) => { console.log(error.attemptNumber); } })`, 'everything'],
    ['less, with a hook that throws', `import pRetry from 'p-retry'; pRetry(() => fetch('http://a'), { onFailedAttempt: (error) => { if (error.status < 500) throw error; } })`, 'unknown'],
    ['less, where an attempt may end it all', `import pRetry, { AbortError } from 'p-retry'; pRetry(async () => { const a = await fetch('http://a'); if (a.status === 404) throw new AbortError('gone'); return a; })`, 'unknown'],
    ['everything, by async-retry', `import retry from 'async-retry'; retry(() => fetch('http://a'))`, 'everything'],
    ['less, where async-retry hands over how to give up', `import retry from 'async-retry'; retry(async (bail) => { const a = await fetch('http://a'); if (a.status === 403) bail(new Error('no')); })`, 'unknown'],
    ['what promise-retry is told to', `import retry from 'promise-retry'; retry((again) => fetch('http://a').catch(again))`, undefined],
    ['everything, by handleAll', `import { retry, handleAll } from 'cockatiel'; retry(handleAll, { maxAttempts: 2 }).execute(() => fetch('http://a'))`, 'everything'],
    ['errors of one type', `import { retry, handleType } from 'cockatiel'; retry(handleType(TypeError), { maxAttempts: 2 }).execute(() => fetch('http://a'))`, 'unknown'],
    ['what may pass, by axios-retry', `import axios from 'axios'; import axiosRetry from 'axios-retry'; const c = axios.create({ baseURL: 'http://a' }); axiosRetry(c, { retries: 3 }); c.get('/x')`, 'transient'],
    ['everything, by axios-retry that is told so', `import axios from 'axios'; import axiosRetry from 'axios-retry'; const c = axios.create({ baseURL: 'http://a' }); axiosRetry(c, { retries: 3, retryCondition: () => true }); c.get('/x')`, 'everything'],
    ['what may pass, by the name of the predicate', `import axios from 'axios'; import axiosRetry, { isNetworkOrIdempotentRequestError } from 'axios-retry'; const c = axios.create({ baseURL: 'http://a' }); axiosRetry(c, { retryCondition: isNetworkOrIdempotentRequestError }); c.get('/x')`, 'transient'],
    ['everything, by an interceptor that only counts', `import axios from 'axios'; const c = axios.create({ baseURL: 'http://a' }); c.interceptors.response.use(null, (error) => { if (error.config.tries < 3) { error.config.tries++; return c(error.config); } throw error; }); c.get('/x')`, 'everything'],
    ['less, by an interceptor that asks for the status', `import axios from 'axios'; const c = axios.create({ baseURL: 'http://a' }); c.interceptors.response.use(null, (error) => { if (error.response?.status >= 500 && error.config.tries < 3) { error.config.tries++; return c(error.config); } throw error; }); c.get('/x')`, 'unknown'],
    ['everything, by rxjs', `import { retry } from 'rxjs'; import { HttpService } from '@nestjs/axios'; class A { constructor(private http: HttpService) {} f() { return this.http.get('http://a').pipe(retry(3)); } }`, 'everything'],
    ['everything, by rxjs with a pause', `import { retry } from 'rxjs'; import { HttpService } from '@nestjs/axios'; class A { constructor(private http: HttpService) {} f() { return this.http.get('http://a').pipe(retry({ count: 3, delay: 500 })); } }`, 'everything'],
    ['what a function says, by rxjs', `import { retry, timer, throwError } from 'rxjs'; import { HttpService } from '@nestjs/axios'; class A { constructor(private http: HttpService) {} f() { return this.http.get('http://a').pipe(retry({ count: 3, delay: (error) => (error.status < 500 ? throwError(() => error) : timer(500)) })); } }`, 'unknown'],
    ['answers, by a list of statuses', `import got from 'got'; got('http://a', { retry: { limit: 3, statusCodes: [404, 503] } })`, 'answers'],
    ['what may pass, by a list of statuses', `import ky from 'ky'; ky.get('http://a', { retry: { limit: 3, statusCodes: [429, 503] } })`, 'transient'],
    ['everything, in a loop that only waits', attempt('last = error; console.warn("failed", error); await sleep(10);'), 'everything'],
    ['everything, in a loop that counts', attempt('if (i === 2) throw error; await sleep(10);'), 'everything'],
    ['less, in a loop that asks what failed', attempt('if (error.status < 500) throw error;'), 'unknown'],
    ['less, in a loop that asks what it made of it', attempt('const status = error.response?.status; if (status === 404) return null;'), 'unknown'],
    ['perhaps less, where a function is told of it', attempt('rethrowIfFinal(error);'), 'unknown'],
  ])('%s', async (_, code, expected) => {
    expect(settings(await only(code))['retryCondition']).toBe(expected);
  });

  it.each([
    ['a retry of what a breaker runs', `import pRetry from 'p-retry'; import CircuitBreaker from 'opossum'; const b = new CircuitBreaker(() => fetch('http://a')); pRetry(() => b.fire(), { retries: 2 })`, 'inside-retry', 2],
    ['a breaker over a retry', `import pRetry from 'p-retry'; import CircuitBreaker from 'opossum'; const b = new CircuitBreaker(() => pRetry(() => fetch('http://a'), { retries: 2 })); b.fire()`, 'around-retry', 2],
    ['policies, the retry first', `import { retry, circuitBreaker, wrap, handleAll } from 'cockatiel'; wrap(retry(handleAll, { maxAttempts: 2 }), circuitBreaker(handleAll, {})).execute(() => fetch('http://a'))`, 'inside-retry', 2],
    ['policies, the breaker first', `import { retry, circuitBreaker, wrap, handleAll } from 'cockatiel'; wrap(circuitBreaker(handleAll, {}), retry(handleAll, { maxAttempts: 2 })).execute(() => fetch('http://a'))`, 'around-retry', 2],
    ['a breaker alone', `import CircuitBreaker from 'opossum'; const b = new CircuitBreaker(() => fetch('http://a')); b.fire()`, undefined, undefined],
    ['breakers that call each other', `import CircuitBreaker from 'opossum'; const a = new CircuitBreaker(() => { b.fire(); return fetch('http://a'); }); const b = new CircuitBreaker(() => a.fire());`, undefined, undefined],
  ])('where the breaker stands: %s', async (_, code, position, retries) => {
    const { breakerPosition, retriesOnCall } = settings(await only(code));
    expect([breakerPosition, retriesOnCall]).toEqual([position, retries]);
  });

  it.each([
    ['a check of the answer', `async function f() { const answer = await fetch('http://a'); if (!answer.ok) throw new Error('failed'); return answer.json(); }`, true],
    ['no check', `async function f() { const answer = await fetch('http://a'); return answer.json(); }`, undefined],
    ['a check that tells one status from another', `async function f() { const answer = await fetch('http://a'); if (answer.status === 404) return null; if (!answer.ok) throw new Error('failed'); return answer.json(); }`, undefined],
    ['a check that does not throw', `async function f() { const answer = await fetch('http://a'); if (!answer.ok) return null; return answer.json(); }`, undefined],
  ])('answers without success are failures: %s', async (_, code, expected) => {
    expect(settings(await only(code))['failsOnStatus']).toBe(expected);
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
