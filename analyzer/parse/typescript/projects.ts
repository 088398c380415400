import type { FileSet } from '../parser.js';
import { asObject, asText, property, readJson } from '../json.js';
import type { Manifest } from './manifest.js';
import { baseName, folderOf, isWithin, joinPath } from './paths.js';

/**
 * Parts that start on their own without a package.json: the projects of a NestJS or Nx workspace that share one manifest, and
 * folders of plain JavaScript with a Dockerfile.
 */
export function projectsIn(files: FileSet, manifests: readonly Manifest[]): Manifest[] {
  const taken = new Set(manifests.map((m) => m.root));
  const found: Manifest[] = [];
  const add = (manifest: Manifest | undefined): void => {
    if (!manifest || taken.has(manifest.root)) return;
    taken.add(manifest.root);
    found.push(manifest);
  };
  for (const path of files.paths) {
    if (/(?:^|\/)node_modules\//.test(path)) continue;
    const name = baseName(path);
    if (name === 'nest-cli.json') nestProjects(files, path, manifests).forEach(add);
    else if (name === 'project.json') add(nxProject(files, path, manifests));
    else if (name === 'Dockerfile') add(dockerFolder(files, path, manifests));
  }
  return found;
}

function nestProjects(files: FileSet, path: string, manifests: readonly Manifest[]): Manifest[] {
  const text = files.read(path) ?? '';
  const projects = asObject(property(asObject(readJson(text)), 'projects'));
  return Object.entries(projects).flatMap(([name, value]) => {
    const root = joinPath(folderOf(path), asText(property(asObject(value), 'root')) ?? '');
    return root === undefined || root === folderOf(path) ? [] : [project(root, name, path, lineOf(text, `"${name}"`), property(asObject(value), 'type') !== 'library', manifests)];
  });
}

function nxProject(files: FileSet, path: string, manifests: readonly Manifest[]): Manifest | undefined {
  const text = files.read(path) ?? '';
  const json = asObject(readJson(text));
  const type = asText(property(json, 'projectType'));
  if (type === undefined) return undefined;
  return project(folderOf(path), asText(property(json, 'name')) ?? baseName(folderOf(path)), path, lineOf(text, '"projectType"'), type === 'application', manifests);
}

/** Only where no manifest covers the folder, and JavaScript lies in it. */
function dockerFolder(files: FileSet, path: string, manifests: readonly Manifest[]): Manifest | undefined {
  const root = folderOf(path);
  if (manifests.some((m) => isWithin(m.root, root)) || !files.paths.some((p) => folderOf(p) === root && /\.[mc]?[jt]s$/.test(p))) return undefined;
  return project(root, root === '.' ? 'app' : baseName(root), path, 1, true, manifests);
}

function project(root: string, name: string, file: string, line: number, starts: boolean, manifests: readonly Manifest[]): Manifest {
  const around = manifests.filter((m) => isWithin(m.root, root)).sort((a, b) => b.root.length - a.root.length)[0];
  return { root, path: file, name, dependencies: around?.dependencies ?? new Map(), scripts: new Map(), main: undefined, bins: [], workspaces: [], json: {}, text: '', declaredAt: { file, line, starts } };
}

const lineOf = (text: string, part: string): number => text.slice(0, Math.max(0, text.indexOf(part))).split('\n').length;
