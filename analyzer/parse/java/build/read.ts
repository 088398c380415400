import type { FileSet } from '../../parser.js';
import { readCatalog, readGradle, readGradleSettings, readScript, type Catalog } from './gradle.js';
import { readPom } from './maven.js';
import { toModules, type BuildFile, type Module } from './module.js';

/** All modules of the tree. Code outside every module belongs to one for the root. */
export function readModules(paths: readonly string[], files: FileSet): Module[] {
  const named = (pattern: RegExp) => paths.filter((path) => pattern.test(path)).flatMap((path) => ({ path, text: files.read(path) ?? '' }));
  const scripts = named(/\.gradle(?:\.kts)?$/).filter(({ path }) => !/\/?settings\.gradle/.test(path)).flatMap(({ text }) => [...readScript(text)]);
  const catalog: Catalog = new Map([...scripts, ...named(/(?:^|\/)libs\.versions\.toml$/).flatMap(({ text }) => [...readCatalog(text)])]);
  const folders = new Map(named(/(?:^|\/)settings\.gradle(?:\.kts)?$/).flatMap(({ path, text }) => [...readGradleSettings(path, text)]));
  const poms = named(/(?:^|\/)pom\.xml$/).flatMap(({ path, text }) => readPom(path, text) ?? []);
  const folderOf = projectFolders(folders, paths);
  const gradles = named(/(?:^|\/)build\.gradle(?:\.kts)?$/).map(({ path, text }) => readGradle(path, text, catalog, folderOf));
  const byRoot = new Map<string, BuildFile>();
  for (const file of [...poms, ...gradles]) if (!byRoot.has(file.root)) byRoot.set(file.root, file);
  const outside = { file: paths.find((path) => /\.(?:java|kt)$/.test(path)) ?? '.', line: 1, column: 1, length: 1 };
  const projects = new Set([...folders.values(), ...gradles.flatMap(({ forOthers }) => [...(forOthers?.keys() ?? [])])]);
  for (const root of withoutBuildFile(projects, byRoot, paths)) byRoot.set(root, { path: root, root, name: root.slice(root.lastIndexOf('/') + 1), at: { ...outside, file: paths.find((path) => path.startsWith(`${root}/`)) ?? outside.file }, artifacts: new Map(), projects: [], aggregator: false });
  if (byRoot.size === 0) byRoot.set('.', { path: '.', root: '.', name: '', at: outside, artifacts: new Map(), projects: [], aggregator: false });
  return toModules([...byRoot.values()]);
}

/** `:api:client` from the root of the build, which may be any folder above; as settings.gradle maps it, where it does. */
function projectFolders(folders: ReadonlyMap<string, string>, paths: readonly string[]): (project: string, from: string) => string {
  const known = new Set(paths.flatMap((path) => path.split('/').slice(0, -1).map((_, i, all) => all.slice(0, i + 1).join('/'))));
  return (project, from) => {
    const mapped = folders.get(project);
    if (mapped !== undefined) return mapped;
    const below = project.replace(/^:/, '').replaceAll(':', '/');
    const above = from === '.' ? [] : from.split('/').map((_, i, all) => all.slice(0, i + 1).join('/'));
    return [below, ...above.map((folder) => `${folder}/${below}`)].find((folder) => known.has(folder)) ?? below;
  };
}

/** Gradle projects may be configured from above and have no file of their own. */
const withoutBuildFile = (folders: ReadonlySet<string>, byRoot: ReadonlyMap<string, unknown>, paths: readonly string[]): string[] =>
  [...folders].filter((root) => root !== '.' && !byRoot.has(root) && paths.some((path) => path.startsWith(`${root}/`)));
