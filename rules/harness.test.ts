import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../analyzer/run.js';
import { expectationsOf, fixturesOf, ruleFolders, type Fixture } from '../scripts/fixtures.js';
import { staleFiles } from '../scripts/generated.js';
import { peersOf, type Rule } from './define.js';
import { rules } from './index.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const kinds = ['fires', 'quiet'] as const;

/** The rule's findings in the fixture: `file:line`, with its severity. */
async function reported(rule: Rule, { files }: Fixture): Promise<{ place: string; severity: string }[]> {
  const { result } = await analyzeFiles(files, rule.off ? { rules: { [rule.id]: rule.severity } } : undefined, [rule]);
  // Otherwise a fixture that nobody parses would be quiet for the wrong reason.
  expect([...result.graph.components, ...result.graph.stacks], 'nothing was read').not.toEqual([]);
  return result.findings.filter((finding) => finding.rule === rule.id).map(({ place, severity }) => ({ place: `${place.file}:${place.line}`, severity }));
}

const placesOf = (all: readonly { readonly place: string }[]): string[] => [...new Set(all.map(({ place }) => place))].sort();

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const folder = join(root, 'rules', rule.theme, rule.id);
  const fixtures = kinds.flatMap((kind) => fixturesOf(folder, kind).map((fixture) => [`${kind}/${fixture.name}`, kind, fixture] as const));

  it.each(fixtures)('%s', async (_name, kind, fixture) => {
    const expected = expectationsOf(fixture, rule.id);
    expect(expected.length > 0, kind === 'fires' ? 'a fixture under fires/ needs an expectation' : 'a fixture under quiet/ expects nothing').toBe(kind === 'fires');
    const found = await reported(rule, fixture);
    expect(placesOf(found)).toEqual(placesOf(expected));
    for (const { place, severity } of expected) if (severity !== undefined) expect(found.find((finding) => finding.place === place)?.severity, place).toBe(severity);
  });

  it('has two fixtures of each kind, no two the same, and an example', () => {
    for (const kind of kinds) {
      const own = fixturesOf(folder, kind);
      expect(own.length, kind).toBeGreaterThanOrEqual(2);
      expect(own.map(({ name }) => name), kind).toContain('example');
    }
    const texts = fixtures.map(([, , { files }]) => JSON.stringify(files));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('says what it is, why it hurts, how to mend it and what it does not see', () => {
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(rule.summary).toMatch(/^[A-Z].*\.$/s);
    for (const text of [rule.rationale, rule.fix, rule.limits]) expect(text.trim().length).toBeGreaterThan(40);
    expect(JSON.stringify([rule.summary, rule.rationale, rule.fix, rule.limits])).not.toContain('TODO');
    expect(rule.needs.length).toBeGreaterThan(0);
    expect(Object.keys(rule.optionDocs).sort()).toEqual(Object.keys(rule.options).sort());
  });

  it('names checks of other tools by tool and id, each once, with options that it has', () => {
    const peers = peersOf(rule);
    for (const { id, options } of peers) {
      expect(id).toMatch(/^[a-z-]+\/\S+$/);
      expect(Object.keys(rule.options), id).toEqual(expect.arrayContaining(Object.keys(options)));
    }
    expect(new Set(peers.map(({ id }) => id)).size).toBe(peers.length);
  });

  it('refers to public literature over https', () => {
    expect(rule.references.length).toBeGreaterThan(0);
    for (const reference of rule.references) expect(new URL(reference).protocol).toBe('https:');
  });
});

describe('rules', () => {
  it('are all in the index, each once, in the folder of its theme and id', () => {
    expect(rules.map(({ theme, id }) => `${theme}/${id}`).sort()).toEqual(ruleFolders(root).sort());
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it('have fresh pages and a fresh index (npm run docs)', () => {
    expect(staleFiles(root, rules)).toEqual([]);
  });
});
