import { expect, it } from 'vitest';
import type { Assumption, Assumptions } from '../analyzer/report/assumptions.js';
import { assumptionsText } from './assumptions.js';

const row = (from: string, to: string, rest: Partial<Assumption> = {}): Assumption => ({
  on: { from, to }, name: 'timeoutOnCall', value: null, meaning: 'waits for an answer for ever', by: 'axios', version: 'axios 1.6.2', source: 'docs', unbounded: true,
  at: { file: `${from}/server.js`, line: 3, column: 1, length: 5, mechanism: 'default', note: 'axios' }, ...rest,
});
const text = (dependencies: readonly Assumption[], verbose = false): string => {
  const ledger: Assumptions = { schema: 'faultline/assumptions@1', dependencies, components: [], unknown: [] };
  return assumptionsText(ledger, { colour: false, width: 100, verbose });
};

it('is one block for dependencies of which the same is said', () => {
  expect(text([row('web', 'cart'), row('order', 'cart'), row('order', 'stock', { version: 'axios 0.27.2' })])).toBe(`web -> cart    web/server.js:3
order -> cart  order/server.js:3
  timeoutOnCall                 none        waits for an answer for ever
  default of axios, here axios 1.6.2

order -> stock  order/server.js:3
  timeoutOnCall                 none        waits for an answer for ever
  default of axios, here axios 0.27.2

3 values on 3 dependencies that nobody wrote; on 3 of these nothing limits a call
--verbose says where each default was read
`);
});

it('says a value once for all stacks that it holds in, and whose each is where they differ', () => {
  const out = text([row('web', 'db', { stack: 'a' }), row('web', 'db', { stack: 'b' }), row('web', 'db', { name: 'connectTimeout', value: 10_000, meaning: 'tries to connect up to 10 s', by: 'pg', unbounded: false })]);
  expect(out).toContain('  timeoutOnCall                 none        waits for an answer for ever  (default of axios, here axios 1.6.2)  in a, b\n');
  expect(out).toContain('  connectTimeout                10 s        tries to connect up to 10 s  (default of pg, here axios 1.6.2)\n');
});

it('tells what depends on a release that is not locked', () => {
  const out = text([row('web', 'db', { undecided: true, unbounded: false, meaning: 'depends on the release that is installed: axios * is not locked', version: 'axios *' })], true);
  expect(out).toContain('  timeoutOnCall                 unknown     depends on the release that is installed: axios * is not locked\n');
  expect(out).toContain('on 0 of these nothing limits a call; 1 value depends on a release that is not locked');
  expect(out).toContain('source: docs');
});
