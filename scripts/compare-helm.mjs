#!/usr/bin/env node
// Compares the charts that Faultline renders with what `helm template` says, document by document.
//
//   node scripts/compare-helm.mjs [--helm PATH] [--verbose] CHART_FOLDER...
//
// Documents are compared after parsing. What Helm itself renders differently when it is asked twice (random passwords,
// certificates, times) is left out on both sides and counted.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { build } from 'esbuild';

const KUBERNETES = '1.31.0';
const args = process.argv.slice(2);
const helm = args.includes('--helm') ? args.splice(args.indexOf('--helm'), 2)[1] : 'helm';
const verbose = args.includes('--verbose') && args.splice(args.indexOf('--verbose'), 1).length > 0;
if (args.length === 0) {
  console.error('usage: node scripts/compare-helm.mjs [--helm PATH] [--verbose] CHART_FOLDER...');
  process.exit(2);
}

const { loadChart, renderChart, isLeftOut, parseYaml, toPlain } = await engine();
const totals = { charts: 0, refused: 0, crashed: 0, documents: 0, equal: 0, left: 0, helmMs: 0, ownMs: 0 };
for (const folder of args) compareChart(folder);
console.log(`${totals.charts} charts (${totals.refused} more that helm refuses), ${totals.crashed} crashes, ${totals.equal} of ${totals.documents} documents equal (${((100 * totals.equal) / Math.max(1, totals.documents)).toFixed(2)} %), ${totals.left} random values left out`);
console.log(`helm ${totals.helmMs} ms, Faultline ${Math.round(totals.ownMs)} ms`);
process.exitCode = totals.crashed > 0 ? 1 : 0;

function compareChart(folder) {
  const own = tryRender(folder);
  const first = runHelm(folder, own.name);
  if (first === undefined && !own.error) {
    totals.refused++;
    if (verbose) console.log(`-  ${folder}: helm refuses this chart`);
    return;
  }
  totals.charts++;
  if (own.error) {
    // No chart may crash the renderer, whatever Helm thinks of it.
    totals.crashed++;
    console.log(`!  ${folder}: ${own.error.stack}`);
    return;
  }
  const expected = byKey(split(first).flatMap(documents));
  const again = byKey(split(runHelm(folder, own.name) ?? '').flatMap(documents));
  const actual = byKey(own.texts.flatMap(split).flatMap(documents));
  let equal = 0;
  let difference;
  for (const [key, document] of expected) {
    if (!again.has(key)) {
      leaveOut(expected, actual, key, document);
      continue;
    }
    const random = differences(document, again.get(key));
    totals.left += random.length;
    const found = actual.has(key) ? differences(document, actual.get(key)).filter(({ path }) => !random.some((other) => path.startsWith(other.path))) : [{ path: '', a: 'a document', b: 'nothing' }];
    if (found.length === 0) equal++;
    else difference ??= `${key} ${found[0].path}\n     helm: ${short(found[0].a, found[0].b)}\n     ours: ${short(found[0].b, found[0].a)}`;
  }
  const extra = [...actual.keys()].filter((key) => !expected.has(key));
  totals.documents += expected.size + extra.length;
  totals.equal += equal;
  const isEqual = equal === expected.size && extra.length === 0;
  if (!isEqual || verbose) console.log(`${isEqual ? '=' : '≠'}  ${folder}: ${equal} of ${expected.size + extra.length}${difference ? `\n   ${difference}` : ''}${extra.length > 0 ? `\n   only ours: ${extra.slice(0, 3).join('; ')}` : ''}`);
}

/** An object with a random name: its counterpart is the one of its kind that only we have. */
function leaveOut(expected, actual, key, { kind }) {
  totals.left++;
  expected.delete(key);
  for (const [other, document] of actual) if (document.kind === kind && !expected.has(other)) return actual.delete(other);
}

/** Of long texts the part where they begin to differ. */
function short(value, other) {
  if (typeof value !== 'string' || typeof other !== 'string') return (value === undefined ? 'nothing' : JSON.stringify(value)).slice(0, 200);
  let same = 0;
  while (same < value.length && value.charAt(same) === other.charAt(same)) same++;
  return JSON.stringify(value.slice(Math.max(0, same - 40), same + 120));
}

function runHelm(folder, name) {
  const begin = performance.now();
  const { status, stdout } = spawnSync(helm, ['template', name, folder, '--kube-version', KUBERNETES, '--namespace', 'default'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  totals.helmMs += Math.round((performance.now() - begin) / 2);
  return status === 0 ? stdout : undefined;
}

function tryRender(folder) {
  const begin = performance.now();
  try {
    const problems = [];
    const chart = loadChart('.', fileSet(folder), problems);
    const name = chart.name;
    const { manifests, problems: rendering } = renderChart(chart, new Map(), { name, namespace: 'default' });
    if (verbose) for (const { file, line, message } of [...problems, ...rendering].slice(0, 10)) console.log(`   ${file}:${line} ${message}`);
    return { name, texts: manifests.map(({ output }) => output.text) };
  } catch (error) {
    return { name: 'release-name', error, texts: [] };
  } finally {
    totals.ownMs += performance.now() - begin;
  }
}

function fileSet(folder) {
  const paths = [];
  const walk = (at) => {
    for (const entry of readdirSync(at)) {
      const path = join(at, entry);
      if (statSync(path).isDirectory()) walk(path);
      else paths.push(relative(folder, path));
    }
  };
  walk(folder);
  paths.sort();
  const known = new Set(paths);
  const read = (path) => (known.has(path) ? readFileSync(join(folder, path), 'utf8').replace(/^\uFEFF/, '') : undefined);
  return { paths, has: (path) => known.has(path), read, size: () => 0 };
}

/** Helm cuts the white space around each document. */
function split(text) {
  return text.trim().split(/(?:^|\s*\n)---\s*/).map((piece) => piece.trim());
}

function documents(text) {
  const { documents: parsed, problems } = parseYaml('', text);
  const broken = problems.filter(({ severity }) => severity === 'error').map(({ line }) => ({ kind: 'not YAML', metadata: { name: text.split('\n')[line - 1] } }));
  return [...parsed.filter(({ root }) => !isLeftOut(root)).map(({ root }) => toPlain(root)).filter((document) => document !== null && typeof document === 'object'), ...broken];
}

function byKey(list) {
  const map = new Map();
  for (const document of list) {
    const base = `${document.apiVersion} ${document.kind} ${document.metadata?.namespace ?? ''}/${document.metadata?.name}`;
    let key = base;
    for (let count = 2; map.has(key); count++) key = `${base} (${count})`;
    map.set(key, document);
  }
  return map;
}

function differences(a, b, path = '') {
  if (isDeepStrictEqual(a, b)) return [];
  if (a && b && typeof a === 'object' && typeof b === 'object' && Array.isArray(a) === Array.isArray(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => differences(a[key], b[key], `${path}/${key}`));
  }
  return [{ path, a, b }];
}

async function engine() {
  const contents = `export { loadChart } from './analyzer/parse/helm/chart/load.ts'; export { renderChart } from './analyzer/parse/helm/chart/render.ts'; export { isLeftOut } from './analyzer/parse/helm/chart/hooks.ts'; export { parseYaml, toPlain } from './analyzer/parse/yaml/index.ts';`;
  const root = new URL('..', import.meta.url).pathname;
  const outfile = join(root, 'node_modules/.cache/compare-helm.mjs');
  await build({ stdin: { contents, resolveDir: root, loader: 'ts' }, bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile, logLevel: 'error' });
  return import(outfile);
}
