import type { FileSet } from '../parser.js';
import { asObject, asText, asTexts, property, readJson, type JsonObject } from '../json.js';
import { localDependency, nearest, type Manifest, type Manifests } from './manifest.js';
import { baseName, folderOf, joinPath } from './paths.js';

/** Where a module specifier leads: a file of the tree, or a package that is not in it. */
export type Resolved = { readonly file: string } | { readonly package: string };

export type Resolver = (from: string, specifier: string) => Resolved;

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '/index.ts', '/index.tsx', '/index.mts', '/index.js', '/index.mjs', '/index.cjs'];

/**
 * Resolution as Node.js and TypeScript do it, over the files of the tree only: relative paths, `paths` and `baseUrl` of the
 * nearest tsconfig, `#imports`, workspace and `file:` packages. A bare specifier that names a package folder of the tree is
 * that package even when no manifest says so: image builds copy such folders into node_modules.
 */
export function createResolver(files: FileSet, manifests: Manifests): Resolver {
  const byName = new Map<string, Manifest[]>();
  for (const m of manifests.all.filter((m) => m.declaredAt === undefined)) {
    for (const name of new Set([m.name, baseName(m.root)])) byName.set(name, [...(byName.get(name) ?? []), m]);
  }
  const configs = tsconfigs(files);
  const known = new Map<string, Resolved>();
  const resolve: Resolver = (from, specifier) => {
    if (specifier.startsWith('.')) return toFile(files, joinPath(folderOf(from), specifier)) ?? { package: specifier };
    return mapped(files, configs(folderOf(from)), specifier) ?? ownImports(files, manifests.of(from), specifier) ?? packaged(files, manifests.of(from), byName, specifier) ?? { package: specifier };
  };
  return (from, specifier) => {
    const key = `${folderOf(from)}\n${specifier}`;
    const seen = known.get(key);
    if (seen) return seen;
    const resolved = resolve(from, specifier);
    known.set(key, resolved);
    return resolved;
  };
}

/** TypeScript sources import `./x.js` and mean `./x.ts`; a compiled twin never wins over its source. */
function toFile(files: FileSet, path: string | undefined): Resolved | undefined {
  if (path === undefined) return undefined;
  const stem = /^(.*)\.([mc]?)jsx?$/.exec(path);
  if (stem) {
    for (const extension of [`.${stem[2]}ts`, '.tsx']) if (files.has(stem[1] + extension)) return { file: stem[1] + extension };
  }
  if (files.has(path)) return { file: path };
  const found = EXTENSIONS.find((extension) => files.has(path === '.' ? extension.replace(/^\//, '') : path + extension));
  return found === undefined ? undefined : { file: path === '.' ? found.replace(/^\//, '') : path + found };
}

function packaged(files: FileSet, from: Manifest | undefined, byName: ReadonlyMap<string, readonly Manifest[]>, specifier: string): Resolved | undefined {
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const rest = specifier.slice(name.length + 1);
  const local = from && localDependency(from, from.dependencies.get(name) ?? '');
  const target = nearest((byName.get(name) ?? []).filter((m) => m !== from && (local === undefined || m.root === local)), from?.root ?? '.');
  // A published package of the same name wins over a folder that merely shares it.
  const version = from?.dependencies.get(name);
  if (!target || (local === undefined && target.name !== name && version !== undefined && !/^(?:workspace:|\*)/.test(version))) return undefined;
  return rest === '' ? entryOf(files, target) : toFile(files, joinPath(target.root, rest)) ?? toFile(files, joinPath(target.root, `src/${rest}`)) ?? exported(files, target, `./${rest}`);
}

/** Built output is not in the tree, so an entry under `dist` or `lib` is looked for under `src`. */
function entryOf(files: FileSet, target: Manifest): Resolved | undefined {
  const named = [asText(property(target.json, 'types')), asText(property(target.json, 'module')), target.main].filter((p): p is string => p !== undefined);
  for (const path of named) {
    const source = path.replace(/^(?:\.\/)?(?:dist|lib|build|out)\//, 'src/').replace(/\.d\.([mc]?)ts$/, '.$1ts');
    const found = toFile(files, joinPath(target.root, source)) ?? toFile(files, joinPath(target.root, source.replace(/^src\//, '')));
    if (found && 'file' in found && !found.file.endsWith('.d.ts')) return found;
  }
  return exported(files, target, '.') ?? toFile(files, joinPath(target.root, 'src/index')) ?? toFile(files, joinPath(target.root, 'index'));
}

function exported(files: FileSet, target: Manifest, key: string): Resolved | undefined {
  const paths = leaves(property(asObject(property(target.json, 'exports')), key));
  for (const path of paths) {
    const found = toFile(files, joinPath(target.root, path)) ?? toFile(files, joinPath(target.root, path.replace(/^\.\/(?:dist|lib|build)\//, './src/')));
    if (found) return found;
  }
  return undefined;
}

const leaves = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : Object.values(asObject(value)).flatMap(leaves));

function ownImports(files: FileSet, from: Manifest | undefined, specifier: string): Resolved | undefined {
  if (!from || !specifier.startsWith('#')) return undefined;
  return matchPatterns(asObject(property(from.json, 'imports')), specifier, (path) => toFile(files, joinPath(from.root, path)));
}

// ---------------------------------------------------------------- tsconfig

interface PathMap {
  /** Folder that `paths` and `baseUrl` are relative to. */
  readonly base: string;
  readonly paths: JsonObject;
  readonly hasBaseUrl: boolean;
}

function mapped(files: FileSet, map: PathMap | undefined, specifier: string): Resolved | undefined {
  if (!map) return undefined;
  const target = (path: string): Resolved | undefined => toFile(files, joinPath(map.base, path));
  return matchPatterns(map.paths, specifier, target) ?? (map.hasBaseUrl ? target(specifier) : undefined);
}

function matchPatterns(patterns: JsonObject, specifier: string, target: (path: string) => Resolved | undefined): Resolved | undefined {
  for (const [pattern, value] of Object.entries(patterns)) {
    const [head, tail] = pattern.split('*', 2) as [string, string | undefined];
    const matches = tail === undefined ? specifier === pattern : specifier.startsWith(head) && specifier.endsWith(tail) && specifier.length >= head.length + tail.length;
    if (!matches) continue;
    const middle = tail === undefined ? '' : specifier.slice(head.length, specifier.length - tail.length);
    for (const path of [...asTexts(value), ...leaves(value)]) {
      const found = target(path.replace('*', middle));
      if (found) return found;
    }
  }
  return undefined;
}

function tsconfigs(files: FileSet): (folder: string) => PathMap | undefined {
  const known = new Map<string, PathMap | undefined>();
  const ofFolder = (folder: string): PathMap | undefined => {
    if (known.has(folder)) return known.get(folder);
    const up = folder === '.' ? undefined : folderOf(folder);
    const own = ['tsconfig.json', 'tsconfig.base.json', 'jsconfig.json'].map((name) => pathMap(files, joinPath(folder, name)!, 0)).find((m) => m !== undefined);
    const found = own ?? (up === undefined ? undefined : ofFolder(up));
    known.set(folder, found);
    return found;
  };
  return ofFolder;
}

function pathMap(files: FileSet, path: string, depth: number): PathMap | undefined {
  const text = depth < 8 ? files.read(path) : undefined;
  if (text === undefined) return undefined;
  const json = asObject(readJson(text));
  const options = asObject(property(json, 'compilerOptions'));
  const baseUrl = asText(property(options, 'baseUrl'));
  const paths = asObject(property(options, 'paths'));
  const inherited = [property(json, 'extends')].flat().flatMap((e) => (typeof e === 'string' && e.startsWith('.') ? [pathMap(files, withJson(joinPath(folderOf(path), e) ?? ''), depth + 1)] : []));
  const parent = inherited.find((m) => m !== undefined);
  if (baseUrl === undefined && Object.keys(paths).length === 0) return parent;
  const base = joinPath(folderOf(path), baseUrl ?? '.') ?? '.';
  return { base, paths: Object.keys(paths).length > 0 || !parent ? paths : rebased(parent, base), hasBaseUrl: baseUrl !== undefined };
}

const withJson = (path: string): string => (path.endsWith('.json') ? path : `${path}.json`);
const rebased = (parent: PathMap, base: string): JsonObject => (parent.base === base ? parent.paths : {});
