import { entryOf, get, placeOf, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/index.js';
import { folderOf } from '../paths.js';
import { readLayer, servicesOf, withSection, type Loading } from './layer.js';
import { merge } from './merge.js';
import { resolveFile } from './files.js';
import { textIn } from './read.js';
import type { Variables } from './variables.js';

interface Scope {
  /** The file that `root` was read from. */
  readonly path: string;
  readonly variables: Variables;
  readonly loading: Loading;
  /** The layers below: an overlay may extend a service that only they define. */
  readonly below: YamlMap | undefined;
}

/** Longer chains than anyone writes; each link is a recursion. */
const LONGEST_CHAIN = 50;

/** Services with what they extend merged beneath them. https://github.com/compose-spec/compose-spec/blob/main/05-services.md#extends */
export function resolveExtends(root: YamlMap, scope: Scope): YamlMap {
  const services = entryOf(root, 'services');
  if (services === undefined || services.value.type !== 'map') return root;
  const resolver: Resolver = { ...scope, resolved: new Map(), layers: new Map([[scope.path, services.value]]) };
  const value: YamlMap = {
    ...services.value,
    entries: services.value.entries.map((entry) => ({ key: entry.key, value: resolve(entry, scope.path, [], resolver) })),
  };
  return withSection(root, { key: services.key, value });
}

interface Resolver extends Scope {
  /** By `file#service`. */
  readonly resolved: Map<string, YamlNode>;
  readonly layers: Map<string, YamlMap | undefined>;
}

function resolve(entry: YamlEntry, path: string, chain: readonly string[], resolver: Resolver): YamlNode {
  const id = `${path}#${entry.key.text}`;
  const known = resolver.resolved.get(id);
  if (known !== undefined) return known;
  const result = extend(entry, path, [...chain, id], resolver);
  resolver.resolved.set(id, result);
  return result;
}

function extend({ value: service }: YamlEntry, path: string, chain: readonly string[], resolver: Resolver): YamlNode {
  const extension = entryOf(service, 'extends');
  if (extension === undefined || service.type !== 'map') return service;
  const own: YamlMap = { ...service, entries: service.entries.filter((entry) => entry !== extension) };
  const base = findBase(extension.value, path, resolver);
  if (base === undefined) return own;
  const { problems } = resolver.loading;
  if (chain.includes(`${base.path}#${base.entry.key.text}`)) {
    const round = [...chain, `${base.path}#${base.entry.key.text}`].map((link) => link.slice(link.indexOf('#') + 1)).join(' -> ');
    problems.add(placeOf(extension.value), 'error', 'compose-extends-cycle', `extends runs in a circle: ${round}. Remove one of them.`);
    return own;
  }
  if (chain.length > LONGEST_CHAIN) {
    problems.add(placeOf(extension.value), 'warning', 'compose-too-deep', `More than ${LONGEST_CHAIN} services extend each other in a row; the rest is not followed.`);
    return own;
  }
  return merge(resolve(base.entry, base.path, chain, resolver), own);
}

function findBase(extension: YamlNode, path: string, resolver: Resolver): { entry: YamlEntry; path: string } | undefined {
  const nameNode = extension.type === 'scalar' ? extension : get(extension, 'service');
  const name = textIn(nameNode);
  if (name === undefined) return undefined;
  const fileNode = get(extension, 'file');
  const target = fileNode === undefined ? path : resolveFile(fileNode, resolver.loading, 'extended');
  if (target === undefined) return undefined;
  if (fileNode !== undefined) resolver.loading.extended.add(target);
  const own = entryOf(servicesIn(target, resolver), name);
  const entry = own ?? (fileNode === undefined ? entryOf(servicesOf(resolver.below), name) : undefined);
  if (entry !== undefined) return { entry, path: target };
  resolver.loading.problems.add(placeOf(nameNode ?? extension), 'warning', 'compose-missing-service', `extends names service ${name}, which ${target} does not define. Correct the name or the file.`);
  return undefined;
}

/** Relative paths in another file start from its own folder. */
function servicesIn(path: string, resolver: Resolver): YamlMap | undefined {
  if (!resolver.layers.has(path)) {
    const documents = readLayer(path, folderOf(path), resolver.variables, resolver.loading);
    resolver.layers.set(path, servicesOf(documents.reduce<YamlMap | undefined>((merged, document) => (merged === undefined ? document : (merge(merged, document) as YamlMap)), undefined)));
  }
  return resolver.layers.get(path);
}
