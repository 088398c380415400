import type { FileSet } from '../../parser.js';
import { readCatalog, readGradle, readGradleSettings, type Catalog } from './gradle.js';
import { readPom } from './maven.js';
import { toModules, type BuildFile, type Module } from './module.js';

/** All modules of the tree. Code outside every module belongs to one for the root. */
export function readModules(paths: readonly string[], files: FileSet): Module[] {
  const named = (pattern: RegExp) => paths.filter((path) => pattern.test(path)).flatMap((path) => ({ path, text: files.read(path) ?? '' }));
  const catalog: Catalog = new Map(named(/(?:^|\/)libs\.versions\.toml$/).flatMap(({ text }) => [...readCatalog(text)]));
  const folders = new Map(named(/(?:^|\/)settings\.gradle(?:\.kts)?$/).flatMap(({ path, text }) => [...readGradleSettings(path, text)]));
  const poms = named(/(?:^|\/)pom\.xml$/).flatMap(({ path, text }) => readPom(path, text) ?? []);
  const gradles = named(/(?:^|\/)build\.gradle(?:\.kts)?$/).map(({ path, text }) => readGradle(path, text, catalog, folders));
  const byRoot = new Map<string, BuildFile>();
  for (const file of [...poms, ...gradles]) if (!byRoot.has(file.root)) byRoot.set(file.root, file);
  const outside = { file: paths.find((path) => /\.(?:java|kt)$/.test(path)) ?? '.', line: 1, column: 1, length: 1 };
  for (const root of withoutBuildFile(folders, byRoot, paths)) byRoot.set(root, { path: root, root, name: root.slice(root.lastIndexOf('/') + 1), at: { ...outside, file: paths.find((path) => path.startsWith(`${root}/`)) ?? outside.file }, artifacts: new Map(), projects: [], aggregator: false });
  if (byRoot.size === 0) byRoot.set('.', { path: '.', root: '.', name: '', at: outside, artifacts: new Map(), projects: [], aggregator: false });
  return toModules([...byRoot.values()]);
}

/** Gradle projects may be configured from above and have no file of their own. */
const withoutBuildFile = (folders: ReadonlyMap<string, string>, byRoot: ReadonlyMap<string, unknown>, paths: readonly string[]): string[] =>
  [...new Set(folders.values())].filter((root) => root !== '.' && !byRoot.has(root) && paths.some((path) => path.startsWith(`${root}/`)));
