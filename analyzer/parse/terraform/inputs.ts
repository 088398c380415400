import { compareText } from '../../facts/place.js';
import type { Unit } from '../../facts/types.js';
import type { Entry } from '../cloud/index.js';
import type { FileSet } from '../parser.js';
import { folderOf } from '../paths.js';
import { NO_BINDINGS, evaluate } from './evaluate/evaluate.js';
import { parseBody, type Module } from './evaluate/module.js';
import type { Run } from './evaluate/run.js';
import { Scope } from './evaluate/scope.js';
import { placeOf } from './hcl/index.js';

export const NAMED_VALUES = /\.tfvars(?:\.json)?$/;
const AUTOMATIC = /(?:^|\/)(?:terraform|[^/]*\.auto)\.tfvars(?:\.json)?$/;

/** Values files of one environment each: beside the root module, or in a folder below it that holds nothing else. */
export function valuesFor(root: string, claimed: readonly string[]): string[] {
  const prefix = root === '.' ? '' : `${root}/`;
  return claimed
    .filter((path) => NAMED_VALUES.test(path) && !AUTOMATIC.test(path) && path.startsWith(prefix) && !/(?:^|[./-])example/.test(path))
    .filter((path) => !claimed.some((other) => folderOf(other) === folderOf(path) && folderOf(path) !== root && !NAMED_VALUES.test(other)))
    .sort(compareText)
    .slice(0, 20);
}

/** What the root module is given: the files that are always read, in their order, then those of the environment. */
export function readInputs(unit: Unit, files: FileSet, run: Run): ReadonlyMap<string, Entry> {
  const always = files.paths.filter((path) => AUTOMATIC.test(path) && folderOf(path) === unit.root).sort((a, b) => Number(/\.auto\./.test(a)) - Number(/\.auto\./.test(b)) || compareText(a, b));
  const inputs = new Map<string, Entry>();
  const nothing = new Scope(run, EMPTY, '', [], () => undefined);
  for (const path of [...always, ...unit.files.filter((f) => NAMED_VALUES.test(f) && !AUTOMATIC.test(f))]) {
    const text = files.read(path);
    if (text === undefined) continue;
    const { body, problems } = parseBody(path, text);
    run.problems.push(...problems);
    for (const attribute of body.attributes) {
      const value = evaluate(attribute.value, nothing, NO_BINDINGS);
      inputs.set(attribute.name, { key: placeOf(attribute), value: value.is === 'scalar' ? { ...value, input: true } : value, at: placeOf(attribute.value) });
    }
  }
  return inputs;
}

/**
 * Who looks itself up in a map of environments by the name of its workspace has one workspace for each. The one that users are on is
 * read; without it nothing would be known of what the environments differ in.
 */
export function workspaceOf(inputs: ReadonlyMap<string, Entry>): string | undefined {
  const keys = [...inputs.values()].flatMap(({ value }) => (value.is === 'map' ? [...value.entries.keys()] : []));
  return keys.find((key) => /^(?:production|prod|prd|live)$/i.test(key));
}

const EMPTY: Module = { folder: '.', variables: new Map(), locals: new Map(), resources: new Map(), data: new Map(), modules: new Map(), outputs: new Map(), rest: [], problems: [] };
