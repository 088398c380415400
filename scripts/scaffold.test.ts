import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newParser, newRule } from './scaffold.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

describe('a new rule', () => {
  it('comes with two fixtures of each kind and is in the index', () => {
    const scaffold = newRule(root, 'rollout/slow-start');
    if ('problem' in scaffold) throw new Error(scaffold.problem);
    expect([...scaffold.create.keys()]).toEqual(['rule.ts', 'fires/example.yaml', 'fires/other-kind.yaml', 'quiet/example.yaml', 'quiet/near-miss.yaml'].map((file) => `rules/rollout/slow-start/${file}`));
    expect(scaffold.create.get('rules/rollout/slow-start/fires/example.yaml')).toContain('# expect: slow-start');
    expect(scaffold.replace.get('rules/index.ts')).toContain("import { rule as slowStart } from './rollout/slow-start/rule.js';");
  });

  it.each([
    ['slow-start', 'theme/id'],
    ['rollout/SlowStart', 'kebab-case'],
    ['rollout/../../escape', 'theme/id'],
    ['speed/slow-start', 'no theme "speed"'],
    ['timeouts/missing-timeout', 'already'],
  ])('%s is refused', (name, why) => expect(newRule(root, name)).toEqual({ problem: expect.stringContaining(why) }));
});

describe('a new parser', () => {
  it('comes with a test and is offered files first', () => {
    const scaffold = newParser('docker-bake', read);
    if ('problem' in scaffold) throw new Error(scaffold.problem);
    expect([...scaffold.create.keys()]).toEqual(['index.ts', 'parser.ts', 'parser.test.ts'].map((file) => `analyzer/parse/docker-bake/${file}`));
    const index = scaffold.replace.get('analyzer/parse/index.ts')!;
    expect(index).toContain("import { dockerBakeParser } from './docker-bake/index.js';");
    expect(index).toContain('readonly Parser[] = [dockerBakeParser, ');
  });

  it.each(['Nomad', '../x', ''])('"%s" is refused', (id) => expect(newParser(id, read)).toEqual({ problem: expect.stringContaining('kebab-case') }));
});
