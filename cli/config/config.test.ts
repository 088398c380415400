import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { faultline, folderWith, system } from '../testing/faultline.js';
import { rebase } from './rebase.js';

let folder: ReturnType<typeof folderWith>;
beforeEach(() => void (folder = folderWith(system)));
afterEach(() => folder.remove());

async function lintWith(config: string, ...args: string[]) {
  folder.put('faultline.config.yaml', config);
  const spoken = await faultline(['lint', folder.root, '--format', 'json', ...args]);
  return { ...spoken, rules: () => (JSON.parse(spoken.out) as { findings: { rule: string; severity: string }[] }).findings };
}

describe('a configuration that is not valid', () => {
  it.each([
    ['extrenals: {}', ':1:1: unknown key "extrenals". Did you mean "externals"?'],
    ['rules:\n  missing-timeot: off', ':2:3: there is no rule "missing-timeot". Did you mean "missing-timeout"?'],
    ['rules:\n  missing-timeout: eror', ':2:3: "rules.missing-timeout" must be one of off, info, warning, error. Did you mean "error"?'],
    ['rules:\n  single-replica: { colour: 3 }', ':2:21: single-replica has no option "colour".'],
    ['suppress:\n  - rule: x', ':2:5: "suppress.0" needs "reason".'],
    ['suppress:\n  - { rule: x, reason: y, unitl: 2027-01-01 }', 'unknown key "unitl". Did you mean "until"?'],
    ['entryPoints: web', ':1:1: "entryPoints" must be a list.'],
    ['environments:\n  deploy/**: prod', ':2:3: "environments.deploy/**" must be one of production'],
    ['externals:\n  pay: { hosts: [1] }', '"externals.pay.hosts.0" must be text.'],
    ['a: [', 'faultline.config.yaml:'],
    ['- a', ':1:1: the configuration must be a map.'],
    ['__proto__: 1', 'unknown key "__proto__"'],
  ])('is an error with place and suggestion: %s', async (config, message) => {
    const { code, err, out } = await lintWith(config);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});

describe('a configuration', () => {
  it('switches rules off and changes severities', async () => {
    const before = (await lintWith('')).rules().filter(({ rule }) => rule === 'missing-readiness-probe');
    expect(before.length).toBeGreaterThan(0);
    for (const off of ['off', '"off"', '{ severity: off }'])
      expect((await lintWith(`rules: { missing-readiness-probe: ${off} }`)).rules().filter(({ rule }) => rule === 'missing-readiness-probe')).toEqual([]);
    expect((await lintWith('rules: { missing-readiness-probe: { severity: info } }')).rules().filter(({ rule }) => rule === 'missing-readiness-probe').map(({ severity }) => severity)).toEqual(before.map(() => 'info'));
  });

  it('is found above the path, and its paths are its folder\'s', async () => {
    folder.put('deploy/prod/web.yaml', system['web.yaml']!);
    folder.put('deploy/old/api.yaml', system['api.yaml']!);
    folder.put('faultline.config.yaml', 'exclude: [/deploy/old/]\n');
    const { out } = await faultline(['graph', join(folder.root, 'deploy')]);
    expect((JSON.parse(out) as { components: { name: string }[] }).components.map(({ name }) => name)).not.toContain('api-only-in-old');
    expect(out).not.toContain('old/api.yaml');
    expect(out).toContain('prod/web.yaml');
  });

  it('drops suppressions whose day is over and says so', async () => {
    const entry = (until: string) => `suppress:\n  - { rule: missing-readiness-probe, reason: later, until: ${until} }\n`;
    const over = await lintWith(entry('2025-12-31'));
    expect(over.err).toContain('faultline.config.yaml:2: the suppression of "missing-readiness-probe" ended on 2025-12-31');
    expect(over.rules().some(({ rule }) => rule === 'missing-readiness-probe')).toBe(true);
    const counts = await lintWith(entry('2026-12-31'));
    expect(counts.rules().some(({ rule }) => rule === 'missing-readiness-probe')).toBe(false);
  });
});

describe('rebase', () => {
  it.each([
    ['/r', '/r', './deploy/**', 'deploy/**'],
    ['/r', '/r/deploy', 'deploy/prod/**', 'prod/**'],
    ['/r', '/r/deploy', '**/prod/**', '**/prod/**'],
    ['/r', '/r/deploy', '*/prod/*', 'prod/*'],
    ['/r', '/r/deploy', 'deploy', '**'],
    ['/r', '/r/deploy', 'services/**', undefined],
    ['/r/config', '/r', 'a/**', 'config/a/**'],
  ])('from %s to %s: %s', (base, root, glob, expected) => expect(rebase(base, root)(glob)).toBe(expected));
});
