import { folderOf, inside } from '../../paths.js';
import { boolValue, entries, get, items, stringOf, type YamlNode } from '../../yaml/index.js';
import { givenFile, type Given, type Release, type Tree } from './release.js';

export const isHelmfile = (path: string): boolean => /(?:^|\/)(?:helmfile|helmfile\.d\/[^/]+)\.ya?ml(?:\.gotmpl)?$/.test(path);

/**
 * The releases of a helmfile, once for each of its environments. An environment's own values are for the helmfile's templates,
 * not for charts. https://helmfile.readthedocs.io/en/latest/#configuration
 */
export function helmfileReleases(file: string, tree: Tree): Release[] {
  const documents = withBases(file, tree);
  const declared = [...new Set(documents.flatMap((root) => entries(get(root, 'environments')).map(({ key }) => key.text)))];
  const environments = declared.length === 0 ? [undefined] : declared.slice(0, MAX_ENVIRONMENTS);
  const written = documents.flatMap((root) => items(get(root, 'releases')));
  const template = (name: string): YamlNode | undefined => documents.map((root) => get(root, 'templates', name)).find((node) => node !== undefined);
  return environments.flatMap((environment) => written.flatMap((entry) => toRelease(file, [entry, ...inherited(entry, template)], environment, tree) ?? []));
}

/** The file's own documents behind those of its bases, which count as if they were written there. */
function withBases(file: string, tree: Tree, seen: ReadonlySet<string> = new Set()): readonly (YamlNode | undefined)[] {
  const own = tree.documents(file);
  const bases = own.flatMap((root) => items(get(root, 'bases'))).flatMap((node) => inside(folderOf(file), stringOf(node) ?? '/') ?? []);
  const unseen = bases.filter((path) => tree.has(path) && !seen.has(path) && path !== file);
  return [...unseen.flatMap((path) => withBases(path, tree, new Set([...seen, file, ...unseen]))), ...own];
}

/** Templates that a release inherits stand behind it: what it says itself comes first. */
const inherited = (entry: YamlNode, template: (name: string) => YamlNode | undefined): YamlNode[] =>
  items(get(entry, 'inherit')).flatMap((one) => template(stringOf(get(one, 'template')) ?? '') ?? []);

const MAX_ENVIRONMENTS = 100;

function toRelease(file: string, layers: readonly YamlNode[], environment: string | undefined, tree: Tree): Release | undefined {
  const first = (field: string): YamlNode | undefined => layers.map((layer) => get(layer, field)).find((node) => node !== undefined);
  const name = stringOf(first('name'));
  const installed = boolValue(first('installed'));
  if (name === undefined || name.includes('{{') || (installed && 'value' in installed && !installed.value)) return undefined;
  const fill = (text: string): string => text.replace(NAMES, (_, which: string) => (which === 'Release' ? name : (environment ?? 'default')));
  const chart = inside(folderOf(file), fill(stringOf(first('chart')) ?? '/'));
  if (chart === undefined || !tree.isChart(chart)) return undefined;
  const values = [...items(first('values')).map((value): Given => {
    const path = stringOf(value) === undefined ? undefined : inside(folderOf(file), fill(stringOf(value)!));
    if (path?.endsWith('.gotmpl') && tree.has(path)) return { kind: 'template', path, named: value, release: name, namespace: stringOf(first('namespace')), environment };
    return stringOf(value) === undefined ? { kind: 'inline', node: value, templated: true } : givenFile(path, value, tree);
  }), ...items(first('set')).flatMap(toSet)];
  return { name, chart, file, ...(environment !== undefined && { environment }), values };
}

/** The two that are known without running anything. */
const NAMES = /\{\{-?\s*`?\s*\.(Environment|Release)\.Name\s*`?\s*-?\}\}/g;

function toSet(entry: YamlNode): Given[] {
  const key = stringOf(get(entry, 'name'));
  const node = get(entry, 'value');
  return key === undefined || node === undefined ? [] : [{ kind: 'set', key, node, isText: false }];
}
