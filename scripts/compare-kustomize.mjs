// Compares what Faultline builds of kustomizations with what `kustomize build` prints.
//
//   node scripts/compare-kustomize.mjs [--all] [--time] [--refused] FOLDER...
//
// Every kustomization below the folders that the original can build is built by both, and the documents are compared after
// parsing. KUSTOMIZE names the original's program. `--all` prints every difference instead of the first ones, `--time` compares
// the time that both take: the original a process each, Faultline a process for each folder. `--refused` says why the original refuses some.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';

const project = join(dirname(fileURLToPath(import.meta.url)), '..');
const bundle = join(project, 'node_modules/.cache/compare-kustomize.mjs');
const original = process.env.KUSTOMIZE ?? 'kustomize';
const flags = new Set(process.argv.slice(2).filter((arg) => arg.startsWith('--')));
const folders = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));

const { discover, isKustomization, build, parseYaml, toPlain } = await load();
const total = { built: 0, equal: 0, refused: 0, ours: 0, theirs: 0 };
for (const folder of folders) compareFolder(folder);
console.log(`${total.equal} of ${total.built} equal (${total.built === 0 ? 100 : ((100 * total.equal) / total.built).toFixed(1)} %); ${total.refused} that the original refuses`);
if (flags.has('--time')) console.log(`original ${total.theirs.toFixed(0)} ms in ${total.built} processes, Faultline ${total.ours.toFixed(0)} ms in ${folders.length}, starts included`);
process.exitCode = total.equal === total.built ? 0 : 1;

/** The sources, bundled into one module. */
async function load() {
  mkdirSync(dirname(bundle), { recursive: true });
  const contents = ['discover/index', 'parse/kustomize/kustomization', 'parse/kustomize/build', 'parse/yaml/index'].map((path) => `export * from './analyzer/${path}.ts';`).join('\n');
  buildSync({ stdin: { contents, resolveDir: project }, outfile: bundle, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' });
  return import(pathToFileURL(bundle).href);
}

function compareFolder(folder) {
  const { root, tree } = discover([folder]);
  const parsed = new Map();
  const timed = [];
  for (const path of tree.paths.filter(isKustomization)) {
    const started = performance.now();
    const run = spawnSync(original, ['build', '--load-restrictor', 'LoadRestrictionsNone', dirname(join(root, path))], { encoding: 'utf8', maxBuffer: 1 << 28 });
    const theirTime = performance.now() - started;
    if (run.status !== 0) {
      total.refused++;
      if (flags.has('--refused')) console.log(`refused ${relative('.', join(root, path))}: ${run.stderr.trim().split('\n').at(-1)?.slice(0, 300)}`);
      continue;
    }
    const ours = build(path, tree, { parsed });
    total.theirs += theirTime;
    timed.push(path);
    total.built++;
    const expected = parseYaml('expected', run.stdout).documents.filter(({ root: document }) => document !== undefined).map(({ root: document }) => toPlain(document));
    const difference = firstDifference(ours.documents.map(({ root: document }) => toPlain(document)), expected);
    if (difference === undefined) total.equal++;
    else report(join(root, path), difference, ours.problems);
  }
  if (flags.has('--time')) total.ours += timeOfOurs(root, timed);
}

/** One process, as a run of Faultline is: it starts, walks the tree, and builds and prints all the overlays. */
function timeOfOurs(root, paths) {
  const code = `
    import { build, discover, toPlain } from ${JSON.stringify(pathToFileURL(bundle).href)};
    const { tree } = discover([${JSON.stringify(root)}]);
    const parsed = new Map();
    for (const path of ${JSON.stringify(paths)}) console.log(JSON.stringify(build(path, tree, { parsed }).documents.map(({ root }) => toPlain(root))));`;
  const started = performance.now();
  spawnSync(process.execPath, ['--input-type=module', '-e', code], { maxBuffer: 1 << 30 });
  return performance.now() - started;
}

function report(path, difference, problems) {
  const shown = total.built - total.equal;
  if (shown > 20 && !flags.has('--all')) return;
  console.log(`${relative('.', path)}\n  ${difference}`);
  for (const problem of problems.slice(0, 3)) console.log(`  ${problem.severity} ${problem.file}:${problem.line} ${problem.message}`);
}

function firstDifference(ours, theirs) {
  const nameOf = (document) => `${document?.kind} ${document?.metadata?.name}`;
  for (let index = 0; index < Math.max(ours.length, theirs.length); index++) {
    if (nameOf(ours[index]) !== nameOf(theirs[index])) return `document ${index + 1}: ours is ${nameOf(ours[index])}, theirs ${nameOf(theirs[index])}`;
    const found = differ(ours[index], theirs[index], '');
    if (found) return `${nameOf(ours[index])}${found}`;
  }
  return undefined;
}

function differ(a, b, path) {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return Object.is(a, b) ? undefined : `${path}: ours ${short(a)}, theirs ${short(b)}`;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (!(key in a) || !(key in b)) return `${path}/${key}: only ${key in a ? 'ours' : 'theirs'} (${short(a[key] ?? b[key])})`;
    const found = differ(a[key], b[key], `${path}/${key}`);
    if (found) return found;
  }
  return undefined;
}

function short(value) {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 160);
}
