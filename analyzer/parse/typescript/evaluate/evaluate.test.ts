import { describe, expect, it } from 'vitest';
import { clientsIn, settings, show } from '../testing.js';

/** What `URL` is in `fetch(URL)`. */
const target = async (code: string, more: Readonly<Record<string, string>> = {}): Promise<readonly string[]> => (await clientsIn(code, more)).flatMap((c) => c.targets.map(show));

describe('addresses through expressions', () => {
  it.each([
    ['a constant', `const u = 'http://a'; fetch(u)`, 'http://a'],
    ['a sum', `const h = 'a'; fetch('http://' + h + ':80/x')`, 'http://a:80'],
    ['a template', 'const h = process.env.H; fetch(`http://${h}:80/x`)', 'http://${H}:80'],
    ['element access', `fetch(process.env['CART_URL'])`, '${CART_URL}'],
    ['two fallbacks', `fetch(process.env.A || process.env.B || 'http://c')`, '${A:-${B:-http://c}}'],
    ['destructuring with a default', `const { CART = 'http://cart' } = process.env; fetch(CART)`, '${CART:-http://cart}'],
    ['a nested object', `const cfg = { svc: { cart: { url: 'http://cart' } } } as const; fetch(cfg.svc.cart.url)`, 'http://cart'],
    ['a spread, the later wins', `const base = { u: 'http://a' }; const cfg = { ...base, u: 'http://b' }; fetch(cfg.u)`, 'http://b'],
    ['an enum', `enum Host { Cart = 'http://cart' } fetch(Host.Cart)`, 'http://cart'],
    ['a helper for the environment', `function env(name: string, or: string) { return process.env[name] ?? or; } fetch(env('CART', 'http://cart'))`, '${CART:-http://cart}'],
    ['new URL', `fetch(new URL('/items', process.env.CART))`, '${CART}'],
    ['new URL().href', `fetch(new URL('/items', 'http://cart:1').href)`, 'http://cart:1'],
    ['production of a condition', `fetch(process.env.NODE_ENV === 'production' ? 'http://prod' : 'http://dev')`, 'http://prod'],
    ['a class field set by the constructor', `class C { url: string; constructor() { this.url = 'http://cart'; } f() { return fetch(this.url + '/x'); } }`, 'http://cart'],
    ['a parameter that every caller passes alike', `function get(u: string) { return fetch(u); } get('http://cart'); get('http://cart');`, 'http://cart'],
    ['let, assigned once', `let u; u = 'http://cart'; fetch(u)`, 'http://cart'],
    ['a getter', `class C { get url() { return 'http://cart'; } f() { return fetch(this.url); } }`, 'http://cart'],
    ['util.format', `const util = require('util'); fetch(util.format('http://%s:%d/x', 'cart', 80))`, 'http://cart:80'],
    ['a member assigned later', `const e = {}; e.cart = 'http://cart'; fetch(e.cart)`, 'http://cart'],
    ['what a name begins as, unless the command line says otherwise', `let d = ''; process.argv.forEach((a) => { d = '.' + a; }); fetch('http://cart' + d + '/x')`, 'http://cart'],
    ['a shadowed name', `const u = 'http://wrong'; function f() { const u = 'http://right'; fetch(u); } f();`, 'http://right'],
    ['Joi', `import Joi from 'joi'; const s = Joi.object().keys({ CART: Joi.string().default('http://cart').required() }).unknown(); const { value: env } = s.prefs({}).validate(process.env); fetch(env.CART)`, '${CART:-http://cart}'],
    ['zod', `import { z } from 'zod'; const env = z.object({ CART: z.string().url().default('http://cart') }).parse(process.env); fetch(env.CART)`, '${CART:-http://cart}'],
    ['envalid', `import { cleanEnv, url } from 'envalid'; const env = cleanEnv(process.env, { CART: url({ default: 'http://cart' }) }); fetch(env.CART)`, '${CART:-http://cart}'],
    ['env-var', `import env from 'env-var'; fetch(env.get('CART').default('http://cart').asString())`, '${CART:-http://cart}'],
    ['nest configuration service', `import { ConfigService } from '@nestjs/config'; class C { constructor(private c: ConfigService) {} f() { return fetch(this.c.get('CART_URL', 'http://cart')); } }`, '${CART_URL:-http://cart}'],
    ['nest registered configuration', `import { ConfigService, registerAs } from '@nestjs/config'; export const db = registerAs('cart', () => ({ url: process.env.CART })); class C { constructor(private c: ConfigService) {} f() { return fetch(this.c.get<string>('cart.url')); } }`, '${CART}'],
  ])('%s', async (_, code, expected) => {
    expect(await target(code)).toEqual([expected]);
  });

  it('each caller of a wrapper, where they differ', async () => {
    expect(await target(`const get = async (u: string) => { const r = await fetch(u); return r.json(); }; get('http://a/x'); get(process.env.B + '/y');`)).toEqual(['http://a', '${B}']);
  });

  it('each instance of a wrapper class', async () => {
    const code = `import axios from 'axios'; class Api { private http; constructor(base: string) { this.http = axios.create({ baseURL: base }); } get() { return this.http.get('/x'); } } new Api('http://a'); new Api('http://b');`;
    expect(await target(code)).toEqual(['http://a', 'http://b']);
  });

  it.each([
    ['a relative module', './config', { 'config.ts': `export const cart = { url: 'http://cart' };` }],
    ['a barrel', './config', { 'config/index.ts': `export * from './values.js';`, 'config/values.ts': `export const cart = { url: 'http://cart' };` }],
    ['a tsconfig path', '@/config', { 'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["src/*"]}}} // comment', 'src/config.ts': `export const cart = { url: 'http://cart' };` }],
    ['a workspace package', 'shared/config', { 'libs/shared/package.json': '{"name":"shared"}', 'libs/shared/config.ts': `export const cart = { url: 'http://cart' };` }],
    ['a JSON file', './config.json', { 'config.json': `{"cart":{"url":"http://cart"}}` }],
    ['CommonJS', './config', { 'config.js': `module.exports = { cart: { url: 'http://cart' } };` }],
  ])('%s', async (_, specifier, more) => {
    expect(await target(`import { cart } from '${specifier}'; fetch(cart.url)`, more as Readonly<Record<string, string>>)).toEqual(['http://cart']);
  });

  it('cycles end', async () => {
    expect(await target(`let o = { u: 'http://a' }; o = { ...o, v: 1 }; const p = { ...o }; fetch(p.nothing); fetch('http://b')`)).toContain('http://b');
    expect(await target(`const a: string = b; const b: string = a; fetch('http://' + a); function f(x: string): string { return f(x + 'y'); } fetch(f('http://c'))`)).toHaveLength(2);
  });

  it('a name of the prototype is no property', async () => {
    expect(await target(`const cfg = {}; fetch(cfg.constructor); fetch(cfg.__proto__); fetch('http://a')`)).toContain('http://a');
  });
});

describe('numbers', () => {
  it.each([
    ['arithmetic', '5 * 60 * 1000', 300_000],
    ['a numeric variable', 'Number(process.env.T) || 250', '${T:-250}'],
    ['parseInt with a default', `parseInt(process.env.T ?? '900', 10)`, '${T:-900}'],
    ['a separator', '1_000', 1000],
    ['something unknown', 'compute()', 'unknown'],
  ])('%s', async (_, code, expected) => {
    const [client] = await clientsIn(`import axios from 'axios'; axios.get('http://a', { timeout: ${code} })`);
    expect(settings(client!)).toEqual({ timeoutOnCall: expected });
  });
});

it('functions that are members of an object call for who calls them', async () => {
  const helper = (text: string) => ({ 'helpers.ts': `${text}; module.exports = helpers;` });
  const call = `const helpers = require('./helpers'); helpers.read('http://cart/items')`;
  expect(await target(call, helper('const helpers = {}; helpers.read = function (url) { fetch(url); }'))).toEqual(['http://cart']);
  expect(await target(call, helper('const helpers = { read: (url) => fetch(url) }'))).toEqual(['http://cart']);
});
