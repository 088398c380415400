import type { FileSet } from '../../parser.js';
import { inside } from '../../paths.js';
import { entries, get, items, parseYaml, placeOf, resolvePlain, stringOf, type YamlNode, type YamlScalar } from '../../yaml/index.js';

/** Variables of a folder's objects by name; undefined where nobody can tell. */
export interface Substitution {
  readonly values: ReadonlyMap<string, YamlScalar | undefined>;
  /** There may be others: a Secret, a ConfigMap of another repository. */
  readonly open: boolean;
}

/** Larger YAML files are data. */
const MAX_SIZE = 256 * 1024;
const isYaml = (path: string): boolean => /\.ya?ml$/.test(path);

/**
 * Files that say what Flux fills in where it applies a folder: its Kustomizations with `postBuild`, and the ConfigMaps that they
 * name. By folder. https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
 */
export function substitutedFolders(files: FileSet): ReadonlyMap<string, readonly string[]> {
  const before = known.get(files) ?? findFolders(files);
  known.set(files, before);
  return before;
}

const known = new WeakMap<FileSet, ReadonlyMap<string, readonly string[]>>();

function findFolders(files: FileSet): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (folder: string, path: string): void => void found.set(folder, [...new Set([...(found.get(folder) ?? []), path])]);
  const texts = files.paths.filter((path) => isYaml(path) && files.size(path) <= MAX_SIZE);
  for (const path of texts) {
    const text = files.read(path) ?? '';
    if (!text.includes('kustomize.toolkit.fluxcd.io/') || !text.includes('postBuild')) continue;
    for (const object of kustomizationsIn(path, text)) {
      const folder = folderOf(object);
      if (folder === undefined) continue;
      add(folder, path);
      for (const name of configMapsOf(object)) for (const other of texts.filter((one) => declares(files.read(one) ?? '', name))) add(folder, other);
    }
  }
  return found;
}

const kustomizationsIn = (path: string, text: string): readonly YamlNode[] =>
  parseYaml(path, text).documents.flatMap(({ root }) => (stringOf(get(root, 'kind')) === 'Kustomization' && get(root, 'spec', 'postBuild') ? [root!] : []));

/** Paths begin at the repository, which the analysed tree is taken for. */
const folderOf = (object: YamlNode): string | undefined => inside('.', (stringOf(get(object, 'spec', 'path')) ?? '.').replace(/^\/+/, '') || '.');

const configMapsOf = (object: YamlNode): string[] =>
  items(get(object, 'spec', 'postBuild', 'substituteFrom')).flatMap((entry) => (stringOf(get(entry, 'kind')) === 'ConfigMap' ? (stringOf(get(entry, 'name')) ?? []) : []));

const declares = (text: string, name: string): boolean => text.includes(name) && /^kind:\s*["']?ConfigMap\b/m.test(text);

/** What the files say of a folder. Where two clusters apply it with different values, those are unknown. */
export function substitutionIn(folder: string, paths: readonly string[], files: FileSet): Substitution | undefined {
  const roots = paths.flatMap((path) => parseYaml(path, files.read(path) ?? '').documents.flatMap(({ root }) => root ?? []));
  const configMap = (name: string): YamlNode | undefined => roots.find((root) => stringOf(get(root, 'kind')) === 'ConfigMap' && stringOf(get(root, 'metadata', 'name')) === name);
  const all = roots.filter((root) => get(root, 'spec', 'postBuild') && folderOf(root) === folder).map((root) => valuesOf(root, configMap));
  const values = new Map<string, YamlScalar | undefined>();
  for (const name of new Set(all.flatMap((one) => [...one.values.keys()]))) {
    const given = all.map((one) => one.values.get(name));
    values.set(name, given.every((value) => value !== undefined && value.text === given[0]?.text) ? given[0] : undefined);
  }
  return all.length === 0 ? undefined : { values, open: all.some(({ open }) => open) };
}

function valuesOf(object: YamlNode, configMap: (name: string) => YamlNode | undefined): Substitution {
  const postBuild = get(object, 'spec', 'postBuild');
  const values = new Map<string, YamlScalar | undefined>();
  const take = (node: YamlNode | undefined): void => entries(node).forEach(({ key, value }) => value.type === 'scalar' && values.set(key.text, value));
  let open = false;
  for (const source of items(get(postBuild, 'substituteFrom'))) {
    const found = stringOf(get(source, 'kind')) === 'ConfigMap' ? configMap(stringOf(get(source, 'name')) ?? '') : undefined;
    if (found === undefined) open = true;
    take(get(found, 'data'));
  }
  take(get(postBuild, 'substitute'));
  return { values, open };
}

const DISABLED = 'kustomize.toolkit.fluxcd.io/substitute';

/** The object with its variables filled in; every value keeps its place, with that of the variable's behind it. */
export function substituted<N extends YamlNode>(object: N, substitution: Substitution): N {
  const isOff = ['labels', 'annotations'].some((where) => stringOf(get(object, 'metadata', where, DISABLED)) === 'disabled');
  return isOff ? object : fill(object, substitution, 0);
}

const MAX_DEPTH = 100;

function fill<N extends YamlNode>(node: N, substitution: Substitution, depth: number): N {
  if (depth > MAX_DEPTH) return node;
  if (node.type === 'scalar') return node.text.includes('$') ? (fillScalar(node, substitution) as N) : node;
  if (node.type === 'sequence') return { ...node, items: node.items.map((item) => fill(item, substitution, depth + 1)) };
  return { ...node, entries: node.entries.map(({ key, value }) => ({ key, value: fill(value, substitution, depth + 1) })) };
}

/** `${x}`, `${x:-otherwise}`, `${x:=otherwise}`; `$${x}` stands for itself. */
const VARIABLE = /\$\$\{|\$\{([A-Za-z_]\w*)(?::?[-=]([^{}]*))?\}|\$\{[^}]*\}/g;

function fillScalar(node: YamlScalar, { values, open }: Substitution): YamlScalar {
  let from: YamlScalar | undefined;
  let isUnknown = false;
  const text = node.text.replace(VARIABLE, (written, name: string | undefined, otherwise: string | undefined) => {
    if (written === '$${') return '${';
    const value = name === undefined ? undefined : values.get(name);
    from ??= value;
    if (value === undefined && (name === undefined || values.has(name) || (open && otherwise === undefined))) isUnknown = true;
    return value?.text ?? otherwise ?? '';
  });
  const { source } = node;
  if (isUnknown) return { ...node, source: { ...source, place: (start, end) => source.place(start, end), unknown: () => node.text } };
  if (text === node.text) return node;
  const place: YamlScalar['source']['place'] = (start, end) => (from ? { ...source.place(start, end), from: { ...placeOf(from), label: 'substitute' } } : source.place(start, end));
  return { ...node, text, value: node.quoted ? text : resolvePlain(text), source: { ...source, place } };
}
