import { describe, expect, it } from 'vitest';
import { columns } from './wrap.js';
import { finding, graph, HOSTILE, options, place, result, rule, singlePoint } from './testing/result.js';
import { text } from './text.js';

const many = (number: number, more: Parameters<typeof finding>[0] = {}) =>
  Array.from({ length: number }, (_, index) => finding({ subject: { from: `s${index}`, to: 'cart' }, message: `s${index} waits`, place: place(`src/s${index}.ts`, 5), ...more, fingerprint: `f${index}` }));

describe('text', () => {
  it('tells the outage first, with its path, fix and rule', () => {
    const lines = text(result(), options).split('\n').map((line) => line.trimEnd());
    expect(lines.slice(0, 8)).toEqual([
      'Takes an entry point down',
      '',
      'error    if redis fails, 2 of 2 services stop serving: cart, storefront',
      '         storefront  calls cart   src/cart.ts:12',
      '         → cart      reads redis  src/store.ts:3',
      '         → redis     one replica  deploy/redis.yaml:8',
      '         Fix: Run a second replica with failover.',
      '         deploy/redis.yaml:8 · single-point-of-failure',
    ]);
    expect(lines.indexOf('Lets callers hang')).toBeGreaterThan(8);
  });

  it('says what decided a rendered value', () => {
    const rendered = { ...place('templates/cart.yaml', 14), from: { ...place('values.yaml', 7), label: 'replicaCount' } };
    expect(text(result({ findings: [finding({ place: rendered, rule: 'single-replica' })] }), options)).toContain('         templates/cart.yaml:14 (from values.yaml:7 replicaCount)');
  });

  it.each([60, 80, 120])('keeps every line within %i columns, except a place that is longer alone', (width) => {
    const long = finding({ message: 'a very long message that says what would happen '.repeat(6).trim(), fix: { text: 'Do this and that. '.repeat(12).trim() }, path: singlePoint.path.map((step) => ({ ...step, text: 'calls something over a client whose name is rather long' })) });
    for (const line of text(result({ findings: [long, ...result().findings] }), { ...options, width }).split('\n')) expect(columns(line), line).toBeLessThanOrEqual(width);
  });

  it('puts a place below its hop where both do not fit on a line, and never breaks it', () => {
    const at = place(`deploy/${'deep/'.repeat(20)}redis.yaml`, 8);
    const output = text(result({ findings: [{ ...singlePoint, place: at, path: [{ component: 'redis', text: 'one replica', at }] }] }), options);
    expect(output).toContain(`\n             ${at.file}:8\n`);
  });

  it('keeps both ends of a long path and says how many hops are left out', () => {
    const path = Array.from({ length: 20 }, (_, index) => ({ component: `c${index}`, text: 'calls', at: place('src/a.ts', index + 1) }));
    const findings = [finding({ path, place: place('src/a.ts', 20) })];
    const output = text(result({ findings }), options);
    expect(output).toContain('c0');
    expect(output).toContain('c19');
    expect(output).toContain('… 13 hops …');
    expect(output).not.toContain('c10 ');
    expect(text(result({ findings }), { ...options, verbose: true })).toContain('c10 ');
  });

  it('tells three warnings of a rule and names the others', () => {
    const output = text(result({ findings: many(9) }), options);
    expect(output.match(/s\d waits/g)).toHaveLength(3);
    expect(output).toContain('6 more of missing-timeout: s3 -> cart');
    expect(text(result({ findings: many(9) }), { ...options, verbose: true }).match(/s\d waits/g)).toHaveLength(9);
  });

  it('ends with the place and the rule, and names environments other than production', () => {
    const output = text(result({ findings: [finding({ environment: 'staging' })] }), options);
    expect(output).toContain('         Fix: Give the call a timeout.\n         src/cart.ts:12 · missing-timeout · staging\n');
  });

  it('tells one that would be left alone, and counts errors and warnings of a rule apart', () => {
    const errors = many(3, { severity: 'error' }).map((one) => ({ ...one, fingerprint: `e${one.fingerprint}`, place: { ...one.place, line: 9 }, message: `${one.message} for ever` }));
    const output = text(result({ findings: [...many(4), ...errors] }), options);
    expect(output.match(/s\d waits/g)).toHaveLength(7);
    expect(output).not.toContain('more of');
  });

  it('says a name once where the hop begins with it', () => {
    const path = [{ component: 'cart', text: 'cart caches in redis', at: place('src/store.ts', 3) }];
    expect(text(result({ findings: [finding({ path })] }), options)).toContain('         cart  caches in redis  src/store.ts:3\n');
  });

  it('takes the reach of a finding that has none from its component', () => {
    const restarts = finding({ rule: 'liveness-checks-dependency', theme: 'probes', severity: 'error', subject: { component: 'cart' } });
    const reach = (lost: string[]) => text(result({ findings: [restarts], impact: [{ component: 'cart', lost, degraded: [], entryPoints: lost }] }), options).split('\n')[0];
    expect(reach(['storefront'])).toBe('Takes an entry point down');
    expect(reach(['worker'])).toBe('Stops other services');
  });

  it('folds information into a line for each rule', () => {
    const findings = many(4, { severity: 'info', rule: 'no-host-spread' });
    const output = text(result({ findings }), options);
    expect(output).toContain('info     4 no-host-spread: s0 -> cart, s1 -> cart, s2 -> cart, s3 -> cart');
    expect(output).not.toContain('waits');
  });

  it('names the other places and subjects of one cause', () => {
    const staging = { ...singlePoint, environment: 'staging', place: place('staging/redis.yaml', 4), fingerprint: 'f2' } as const;
    const shared = finding({ subject: { from: 'worker', to: 'cart' }, fingerprint: 'f3' });
    const output = text(result({ findings: [singlePoint, staging, finding(), shared] }), options);
    expect(output).toContain('See: staging/redis.yaml:4 (staging)');
    expect(output).toContain('Also: worker -> cart');
    expect(output.match(/if redis fails/g)).toHaveLength(1);
  });

  it('says severity in words, and colour changes nothing else', () => {
    const coloured = text(result(), { ...options, colour: true });
    expect(coloured).toContain('\u001b[');
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(text(result(), options));
  });

  it('obeys nothing that a name contains', () => {
    const step = { component: HOSTILE, text: HOSTILE, at: place(HOSTILE, 1) };
    const hostile = finding({ subject: { component: HOSTILE }, message: HOSTILE, path: [step], place: step.at, stack: HOSTILE, related: [{ at: place(`${HOSTILE}2`, 1), text: HOSTILE }], fix: { text: HOSTILE, suggestion: { language: 'yaml', text: HOSTILE } } });
    const problems = [{ code: 'x', file: HOSTILE, line: 1, column: 1, severity: 'error', message: HOSTILE }] as const;
    for (const verbose of [false, true])
      expect(text(result({ findings: [hostile, { ...hostile, severity: 'info', fingerprint: 'f2' }], graph: graph({ problems }), rules: [rule(HOSTILE, { notEvaluated: HOSTILE })] }), { ...options, verbose })).toMatch(/^[\x20-\x7e\n→·…]*$/);
  });

  it('closes with the numbers, what was read and what had nothing to look at', () => {
    const closing = (verbose: boolean) => text(result({ suppressed: [{ ...finding(), suppression: { by: 'config', reason: 'known' } }], rules: [...result().rules, rule('hidden-state', { evaluated: 0, notEvaluated: 'no code was found' })] }), { ...options, width: 200, verbose }).trimEnd().split('\n').slice(-3);
    const numbers = [
      '1 error, 1 warning, 0 info; 1 suppressed',
      '2 rules looked at 6 subjects; 3 components, 2 dependencies, 1 stack; 7 files (4 kubernetes, 2 typescript, 1 ignored)',
    ];
    expect(closing(false)).toEqual([...numbers, '1 rule not evaluated, off or without anything to look at; --verbose says which and why']);
    expect(closing(true)).toEqual([...numbers, 'Not evaluated (no code was found): hidden-state']);
  });

  it('says what could not be read', () => {
    const problems = Array.from({ length: 7 }, (_, index) => ({ code: 'yaml-syntax', file: `bad${index}.yaml`, line: 3, column: 1, severity: 'error', message: 'not YAML' }) as const);
    const output = text(result({ findings: [], graph: graph({ problems }) }), options);
    expect(output).toContain('bad0.yaml:3 not YAML');
    expect(output).toContain('and 2 more');
  });

  it('is the closing lines alone when there is nothing to say', () => {
    expect(text(result({ findings: [] }), options).split('\n')[0]).toBe('0 errors, 0 warnings, 0 info; 0 suppressed');
  });
});
