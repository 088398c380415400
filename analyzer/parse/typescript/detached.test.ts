import { describe, expect, it } from 'vitest';
import { factsOf, SERVICE } from './testing.js';

const lines = async (code: string): Promise<number[]> => (await factsOf('client', { ...SERVICE, 'main.ts': code })).flatMap(({ calls }) => calls.flatMap(({ detached }) => detached?.line ?? []));

describe('a request in a function that has a signal', () => {
  it.each([
    ['none', `export const a = (signal: AbortSignal) =>\n  fetch('http://a');`, [2]],
    ['other options', `export const a = (gone: AbortSignal) =>\n  fetch('http://a', { method: 'POST' });`, [2]],
    ['in JavaScript, by its name', `export const a = (id, signal) =>\n  fetch('http://a');`, [2]],
    ['its own', `export const a = (signal: AbortSignal) =>\n  fetch('http://a', { signal });`, []],
    ['options from elsewhere', `export const a = (signal: AbortSignal, options: any) =>\n  fetch('http://a', options);`, []],
    ['options with others in them', `export const a = (signal: AbortSignal, options: any) =>\n  fetch('http://a', { ...options });`, []],
    ['no signal to give', `export const a = (signal: string) =>\n  fetch('http://a');`, []],
    ['meant to go on', `export const a = (signal: AbortSignal) => {\n  void fetch('http://a').catch(() => {});\n};`, []],
  ])('%s', async (_, code, expected) => expect(await lines(code)).toEqual(expected));
});

describe('a call of a gRPC server that calls on', () => {
  const head = `import * as grpc from '@grpc/grpc-js';\nimport { StockClient } from './gen/stock_grpc_pb';\nconst stock = new StockClient('stock:1', grpc.credentials.createInsecure());\n`;

  it.each([
    ['without options', `export function place(call: grpc.ServerUnaryCall<A, B>, done: any) {\n  stock.left({}, done);\n}`, [5]],
    ['with metadata alone', `export function place(call: grpc.ServerUnaryCall<A, B>, callback: any) {\n  stock.left({}, new grpc.Metadata(), callback);\n}`, [5]],
    ['with its parent', `export function place(call: grpc.ServerUnaryCall<A, B>, callback: any) {\n  stock.left({}, { parent: call }, callback);\n}`, []],
    ['with a deadline of its own', `export function place(call: grpc.ServerUnaryCall<A, B>, callback: any) {\n  stock.left({}, { deadline: Date.now() + 500 }, callback);\n}`, []],
    ['from where no call is answered', `export function refresh(call: string, callback: any) {\n  stock.left({}, callback);\n}`, []],
  ])('%s', async (_, code, expected) => expect(await lines(`${head}${code}`)).toEqual(expected));
});
