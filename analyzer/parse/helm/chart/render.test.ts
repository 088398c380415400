import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../../memory-files.js';
import { mergeFiles } from './coalesce.js';
import { loadChart, readValues } from './load.js';
import { renderChart } from './render.js';

/**
 * The charts in `../testing` and, beside each, what Helm 3.16.4 answered:
 * `helm template NAME NAME --kube-version 1.31.0 [-f NAME/values-production.yaml] > NAME[.production].expected.yaml`.
 */
const FOLDER = join(import.meta.dirname, '../testing');

describe.each([
  ['language', undefined],
  ['umbrella', undefined],
  ['umbrella', 'production'],
])('chart %s, values %s', (name, values) => {
  const expected = bySource(readFileSync(join(FOLDER, `${name}${values ? `.${values}` : ''}.expected.yaml`), 'utf8'));
  const actual = render(name, values);

  it('renders the templates that Helm renders', () => {
    expect([...actual.keys()].sort()).toEqual([...expected.keys()].sort());
  });

  it.each([...expected])('writes %s as Helm does, byte for byte', (source, text) => {
    expect(actual.get(source)?.split('\n')).toEqual(text.split('\n'));
  });
});

function render(name: string, values: string | undefined): Map<string, string> {
  const files = memoryFiles(readFolder(join(FOLDER, name)));
  const chart = loadChart('.', files, []);
  if (chart === undefined) throw new Error('no chart');
  const given = values === undefined ? [] : [readValues(files, `values-${values}.yaml`, []) ?? new Map()];
  const { manifests, problems } = renderChart(chart, mergeFiles(given), { name, namespace: 'default' });
  expect(problems).toEqual([]);
  return new Map(manifests.map(({ name: source, output }): [string, string] => [source, output.text.trim()]).filter(([, text]) => text !== ''));
}

function readFolder(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  return Object.fromEntries(paths.filter((path) => statSync(path).isFile()).map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}

/** Helm puts a line with the template's name above each of its documents. */
const bySource = (text: string): Map<string, string> =>
  new Map(text.split(/^---\n# Source: /m).slice(1).map((piece): [string, string] => [piece.slice(0, piece.indexOf('\n')), piece.slice(piece.indexOf('\n') + 1).trim()]));
