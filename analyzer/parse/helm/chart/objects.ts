import { posix } from 'node:path';
import { toYamlText } from '../functions/yaml-text.js';
import { Budget } from '../template/budget.js';
import { GoObject, isList, isMap, sortedKeys, type GoMap, type GoValue } from '../template/values.js';
import type { Chart } from './chart.js';
import { glob } from './glob.js';

const FIELDS = ['name', 'home', 'sources', 'version', 'description', 'keywords', 'maintainers', 'icon', 'apiVersion', 'condition', 'tags', 'appVersion', 'deprecated', 'annotations', 'kubeVersion', 'dependencies', 'type'];
const EMPTY: Readonly<Record<string, () => GoValue>> = { sources: () => [], keywords: () => [], maintainers: () => [], dependencies: () => [], annotations: () => new Map(), deprecated: () => false };

/** `.Chart`: Chart.yaml with its keys as Go writes them (`.Chart.AppVersion`). */
export function chartObject(chart: Chart, isRoot: boolean): GoObject {
  const fields: GoMap = new Map();
  const json: GoMap = new Map();
  for (const key of FIELDS) {
    const value = chart.metadata.get(key) ?? null;
    fields.set(goName(key), value === null ? (EMPTY[key]?.() ?? '') : typeof value === 'number' ? String(value) : capitalized(value));
    if (value !== null) json.set(key, value);
  }
  fields.set('IsRoot', isRoot);
  return new GoObject('struct { chart.Metadata; IsRoot bool }', 'struct', fields, {}, undefined, json.set('IsRoot', isRoot));
}

const goName = (key: string): string => (key === 'apiVersion' ? 'APIVersion' : key === 'url' ? 'URL' : key === 'import-values' ? 'ImportValues' : key.charAt(0).toUpperCase() + key.slice(1));

/** Maintainers and dependencies are structs as well. */
function capitalized(value: GoValue): GoValue {
  if (!isList(value)) return value;
  return value.map((item) => (isMap(item) ? new GoObject('*chart.Item', 'ptr', new Map([...item].map(([key, entry]) => [goName(key), entry])), {}, undefined, item) : item));
}

/** `.Files`: text is read when a template asks for it. */
export function filesObject(files: ReadonlyMap<string, () => string>): GoObject {
  const content = new LazyMap(files);
  const read = (name: GoValue | undefined): string => (typeof name === 'string' ? (files.get(name)?.() ?? '') : '');
  const byBase = (encode: (text: string) => string): string => {
    const entries: GoMap = new Map(sortedKeys(content).map((name) => [posix.basename(name), encode(read(name))]));
    return toYamlText(entries, new Budget()).text;
  };
  return new GoObject(
    'engine.files',
    'map',
    new Map(),
    {
      Get: ([name]) => read(name),
      GetBytes: ([name]) => read(name),
      Glob: ([pattern]) => filesObject(matching(files, typeof pattern === 'string' ? pattern : '')),
      AsConfig: () => byBase((text) => text),
      AsSecrets: () => byBase((text) => Buffer.from(text).toString('base64')),
      Lines: ([name]) => (read(name) === '' ? [] : read(name).replace(/\n$/, '').split('\n')),
    },
    undefined,
    content,
  );
}

function matching(files: ReadonlyMap<string, () => string>, pattern: string): ReadonlyMap<string, () => string> {
  const matches = glob(pattern);
  return new Map([...files].filter(([name]) => matches(name)));
}

class LazyMap extends Map<string, GoValue> {
  constructor(private readonly files: ReadonlyMap<string, () => string>) {
    super([...files.keys()].map((name) => [name, '']));
  }

  override get(name: string): GoValue | undefined {
    return this.files.get(name)?.();
  }
}
