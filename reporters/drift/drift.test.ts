import { expect, it } from 'vitest';
import { compare } from '../../analyzer/drift/compare.js';
import type { Difference } from '../../analyzer/drift/drift.js';
import { knowsAll, type Side } from '../../analyzer/drift/side.js';
import type { Component, Dependency } from '../../analyzer/graph/document.js';
import { github } from './github.js';
import { html } from './html.js';
import { json } from './json.js';
import { markdown } from './markdown.js';
import { text } from './text.js';
import type { DriftReport } from './options.js';

const evidence = [{ file: 'a.yaml', line: 3, column: 1, length: 1, mechanism: 'workload' as const }];
const component = (id: string, kind: Component['kind'] = 'service'): Component => ({ id, name: id, kind, aliases: [], stacks: ['prod'], evidence });
const calls = (from: string, to: string): Dependency => ({ from, to, kind: 'calls', strength: 'hard', phase: 'request', stacks: ['prod'], evidence });
const side = (label: string, components: readonly Component[], dependencies: readonly Dependency[]): Side => ({
  schema: 'faultline/snapshot@1', source: 'tree', label, knows: knowsAll, traits: {}, findings: [], rules: [],
  graph: { schema: 'faultline/graph@1', stacks: [{ id: 'prod', kind: 'kubernetes', root: '.', environment: 'production' }], components, dependencies, settings: [], coverage: { files: {}, units: {}, unresolved: [] }, problems: [] },
});
const options = { width: 100, colour: false };
const HOSTILE = '<img src=x onerror=alert(1)>|\u001b[2J%0A::error::';
const report = compare(side('before', [component('web'), component('cart')], [calls('web', 'cart')]), side('after', [component('web'), component('cart'), component(HOSTILE, 'external')], [calls('web', 'cart'), calls('cart', HOSTILE)]));

const many = (number: number): DriftReport => {
  const one = report.drift.differences[0]!;
  const differences = Array.from({ length: number }, (_, index): Difference => ({ ...one, judgement: index % 2 === 0 ? 'weaker' : 'stronger', message: `${one.message} ${index} ${'x'.repeat(200)}` }));
  return { ...report, drift: { ...report.drift, differences } };
};

it('text begins with the sentence and gives both places', () => {
  const shown = text(report, { ...options, width: 200 });
  expect(shown.split('\n')[0]).toMatch(/^This change weakens the system: if .* fails, 2 of 2 services stop: /);
  expect(shown).toContain('dependency added · a.yaml:3 (prod)');
});

it('a pull-request comment stays under what GitHub takes, and says what it left out', () => {
  const comment = markdown(many(3000));
  expect(comment.length).toBeLessThan(65_536);
  expect(comment).toMatch(/\| and \d+ more differences/);
  expect(markdown(many(10))).not.toMatch(/\| and \d+ more/);
});

it('names from the input are text, in every format', async () => {
  const page = await html(report, options);
  expect(page).not.toContain('<img');
  expect(markdown(report)).not.toContain('<img');
  expect(markdown(report)).not.toContain('\u001b');
  expect(text(report, options)).not.toContain('\u001b');
  const commands = github(report).trim().split('\n');
  expect(commands.every((line) => /^::(error|warning|notice) /.test(line))).toBe(true);
  expect(commands).toHaveLength(report.drift.differences.filter(({ judgement }) => judgement === 'weaker').length + 1);
  expect(JSON.parse(json(report))).toEqual(report.drift);
});

it('the page draws what came, what went and what stayed, and asks for nothing', async () => {
  const page = await html(compare(side('before', [component('web'), component('old')], [calls('web', 'old')]), side('after', [component('web'), component('new', 'datastore')], [calls('web', 'new')])), options);
  for (const marker of ['to-added', 'to-removed', 'to-same']) expect(page).toContain(`id="${marker}"`);
  expect(page.match(/url\(#to-added\)/g)).toHaveLength(1);
  expect(page.match(/url\(#to-removed\)/g)).toHaveLength(1);
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
});
