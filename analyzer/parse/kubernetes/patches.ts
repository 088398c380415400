import type { FileSet } from '../parser.js';
import { get, items, parseYaml, stringOf } from '../yaml/index.js';

const KUSTOMIZATION = /(?:^|\/)kustomization\.ya?ml$/;

/** Files that some kustomization merges into others. They look like objects and are fragments of them: read alone they would be workloads without an image. */
export function kustomizePatches(files: FileSet): ReadonlySet<string> {
  const patches = new Set<string>();
  for (const path of files.paths) {
    if (!KUSTOMIZATION.test(path)) continue;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const root = parseYaml(path, files.read(path) ?? '').documents[0]?.root;
    const named = [...items(get(root, 'patches')).map((patch) => get(patch, 'path')), ...items(get(root, 'patchesStrategicMerge')), ...items(get(root, 'patchesJson6902')).map((patch) => get(patch, 'path'))];
    for (const node of named) patches.add(joinPath(folder, stringOf(node) ?? ''));
  }
  return patches;
}

function joinPath(folder: string, relative: string): string {
  const parts: string[] = [];
  for (const part of (folder + relative).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
