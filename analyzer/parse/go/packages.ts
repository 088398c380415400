import { compareText, type Place } from '../../facts/place.js';
import type { PackageFact } from '../../facts/types.js';
import type { FileSet } from '../parser.js';

/** A folder of Go files: one package of the language. */
export interface GoFolder {
  readonly folder: string;
  readonly importPath: string;
  readonly files: readonly string[];
  /** Place of `func main`, when it is a program. */
  readonly main: Place | undefined;
  /** Folder of its go.mod. */
  readonly module: string;
}

/** What is built as one: a program, or a module without one. */
export interface GoPackage {
  readonly root: string;
  readonly name: string;
  readonly main: GoFolder | undefined;
  readonly module: string;
}

const ASIDE = /(?:^|\/)(?:vendor|testdata|tests?|e2e|examples?|hack|tools?|scripts?|mocks?|third_party|node_modules)\//;

const isAside = (path: string): boolean => path.endsWith('_test.go') || ASIDE.test(path);

export function findFolders(sources: readonly string[], files: FileSet): readonly GoFolder[] {
  const modules = modulesOf(files);
  const byFolder = new Map<string, string[]>();
  for (const path of sources) if (!isAside(path)) byFolder.set(folderOf(path), [...(byFolder.get(folderOf(path)) ?? []), path]);
  return [...byFolder].sort(([a], [b]) => compareText(a, b)).map(([folder, own]) => {
    const module = nearest(folder, modules);
    const path = modules.get(module ?? '');
    const below = module === undefined || module === '.' ? folder : folder.slice(module.length + 1);
    const importPath = path === undefined ? folder : [path, below === '.' || below === '' ? '' : below].filter((p) => p !== '').join('/');
    return { folder, importPath, files: own, main: own.map((file) => mainIn(file, files)).find((m) => m !== undefined), module: module ?? '.' };
  });
}

/** Programs by the folder that they are built from, and modules that have none. */
export function findPackages(folders: readonly GoFolder[], files: FileSet): readonly GoPackage[] {
  const packages: GoPackage[] = [];
  for (const module of [...new Set(folders.map((f) => f.module))].sort(compareText)) {
    const programs = folders.filter((f) => f.module === module && f.main);
    const roots = new Map<string, GoFolder[]>();
    for (const program of programs) {
      const root = programs.length === 1 && files.has(join(module, 'go.mod')) ? module : builtFrom(program, module, files);
      roots.set(root, [...(roots.get(root) ?? []), program]);
    }
    for (const [root, own] of roots) {
      if (own.length === 1) packages.push(packageAt(root, own[0]!, module, files));
      else for (const program of own) packages.push(packageAt(program.folder, program, module, files));
    }
    if (programs.length === 0 && files.has(join(module, 'go.mod'))) packages.push({ root: module, name: nameOf(module, files), main: undefined, module });
  }
  return packages.sort((a, b) => compareText(a.root, b.root));
}

const packageAt = (root: string, main: GoFolder, module: string, files: FileSet): GoPackage => ({ root, name: root === module ? nameOf(module, files) : lastOf(root), main, module });

/** Above `cmd/server` of a service's folder; a program right under the module's `cmd` is its own. */
function builtFrom({ folder }: GoFolder, module: string, files: FileSet): string {
  const above = folder.replace(/(?:^|\/)cmd(?:\/[^/]+)?$/, '');
  if (above === folder || above === '' || above === module) return folder;
  return files.has(join(folder, 'Dockerfile')) ? folder : above;
}

function nameOf(module: string, files: FileSet): string {
  const path = /^\s*module\s+(\S+)/m.exec(files.read(join(module, 'go.mod')) ?? '')?.[1];
  return path === undefined ? lastOf(module) : path.replace(/\/v\d+$/, '').split('/').at(-1)!;
}

export function packageFact({ root, name, main, module }: GoPackage, files: FileSet, listens: PackageFact['listens'], uses: readonly string[], names: NonNullable<PackageFact['names']> = []): PackageFact {
  const manifest = join(module, 'go.mod');
  const at: Place = files.has(manifest) ? { file: manifest, line: 1, column: 1, length: 6 } : main!.main!;
  return { kind: 'package', root, name, language: 'go', at, startable: main !== undefined, ...(main?.main ? { startsAt: main.main } : {}), listens, uses, ...(names.length > 0 ? { names } : {}) };
}

/** `func main` of `package main`; files that are left out of builds count for nothing. */
function mainIn(path: string, files: FileSet): Place | undefined {
  const text = files.read(path) ?? '';
  if (!/^package\s+main\b/m.test(text) || /^\/\/\s*(?:go:build|\+build)\s+(?:ignore|tools?)\b/m.test(text)) return undefined;
  const found = /^func\s+main\s*\(\s*\)/m.exec(text);
  return found ? { file: path, line: text.slice(0, found.index).split('\n').length, column: 1, length: found[0].length } : undefined;
}

function modulesOf(files: FileSet): ReadonlyMap<string, string> {
  const found = files.paths.filter((path) => (path === 'go.mod' || path.endsWith('/go.mod')) && !ASIDE.test(path));
  return new Map(found.map((path) => [folderOf(path), /^\s*module\s+(\S+)/m.exec(files.read(path) ?? '')?.[1] ?? folderOf(path)]));
}

function nearest(folder: string, modules: ReadonlyMap<string, string>): string | undefined {
  for (let f = folder; ; f = folderOf(f)) {
    if (modules.has(f)) return f;
    if (f === '.') return undefined;
  }
}

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');
const lastOf = (path: string): string => (path === '.' ? '' : path.slice(path.lastIndexOf('/') + 1));
const join = (folder: string, name: string): string => (folder === '.' ? name : `${folder}/${name}`);
