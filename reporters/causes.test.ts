import { expect, it } from 'vitest';
import { causesOf } from './causes.js';
import { finding, place, singlePoint } from './testing/result.js';

const heads = (...findings: Parameters<typeof causesOf>[0]) => causesOf(findings).map(({ head, others }) => [head.fingerprint, others.map((other) => other.fingerprint)]);

it('is one cause: the same problem of the same thing in two environments, told for production', () => {
  const staging = { ...singlePoint, environment: 'staging', stack: 'staging', message: 'if redis fails, 2 of 3 services stop serving: cart, storefront', place: place('staging/redis.yaml', 4), fingerprint: 'f2' } as const;
  expect(heads(staging, singlePoint)).toEqual([[singlePoint.fingerprint, ['f2']]]);
});

it('is one cause: one line of code that two services run', () => {
  const other = finding({ subject: { from: 'cart', to: 'stock' }, message: 'cart calls stock without a deadline', fingerprint: 'f2' });
  expect(heads(finding({ fingerprint: 'f1' }), other)).toEqual([['f2', ['f1']]]);
});

it('is two causes: two missing keys of one component', () => {
  const one = finding({ subject: { component: 'cart' }, message: 'no key a', place: place('a', 1), fingerprint: 'f1' });
  const two = finding({ subject: { component: 'cart' }, message: 'no key b', place: place('a', 2), fingerprint: 'f2' });
  expect(heads(one, two)).toHaveLength(2);
});

it('puts the worst first: severity, then how many are lost', () => {
  const small = finding({ severity: 'error', subject: { component: 'a' }, message: 'a', place: place('a', 1), blast: { lost: ['x'], degraded: [], of: 9 }, fingerprint: 'small' });
  const large = finding({ severity: 'error', subject: { component: 'b' }, message: 'b', place: place('b', 1), blast: { lost: ['x', 'y'], degraded: [], of: 9 }, fingerprint: 'large' });
  const warning = finding({ fingerprint: 'warning', blast: { lost: ['x', 'y', 'z'], degraded: [], of: 9 } });
  expect(heads(warning, small, large).map(([head]) => head)).toEqual(['large', 'small', 'warning']);
});
