import { compareText } from '../../facts/place.js';
import { folderOf, inside } from '../paths.js';
import type { FileSet } from '../parser.js';
import { get, parseYaml, stringOf, type YamlFile, type YamlNode } from '../yaml/index.js';
import { isComponent, isKustomization, isOtherTools, kustomizationIn, listOf } from './kustomization.js';

/** The kustomizations of a tree, and what each of them reads. */
export interface Overlays {
  /** Kustomization files that no other one includes: each is built. Components are only ever built as a part. */
  readonly roots: readonly string[];
  /** Objects and patches: they belong to the overlays and are not applied by themselves. */
  readonly owned: ReadonlySet<string>;
  /** Files that were parsed to find that out. */
  readonly parsed: Map<string, YamlFile>;
  /** Everything that a kustomization reaches. */
  reach(path: string): readonly string[];
}

const known = new WeakMap<FileSet, Overlays>();

/** Worked out once for a tree. */
export function overlaysOf(files: FileSet): Overlays {
  let overlays = known.get(files);
  if (overlays === undefined) known.set(files, (overlays = findOverlays(files)));
  return overlays;
}

/** What was parsed for that, where it was worked out for these files. */
export const alreadyParsed = (files: FileSet): Map<string, YamlFile> => known.get(files)?.parsed ?? new Map<string, YamlFile>();

interface Uses {
  readonly component: boolean;
  readonly kustomizations: readonly string[];
  readonly files: readonly string[];
}

function findOverlays(files: FileSet): Overlays {
  const parsed = new Map<string, YamlFile>();
  const uses = new Map<string, Uses>();
  for (const path of files.paths) if (isKustomization(path) && !isOtherTools(files.read(path) ?? '')) uses.set(path, usesOf(path, files, parsed));
  const included = new Set([...uses.values()].flatMap(({ kustomizations }) => kustomizations));
  const roots = [...uses].filter(([path, { component }]) => !component && !included.has(path)).map(([path]) => path);
  const reached = new Set(roots.flatMap((root) => [...reachOf(root, uses)]));
  // Kustomizations that include each other are included by somebody, all of them: the first one stands for the circle.
  for (const [path, { component }] of uses) {
    if (component || reached.has(path)) continue;
    roots.push(path);
    for (const other of reachOf(path, uses)) reached.add(other);
  }
  const owned = new Set([...uses].flatMap(([path, { files: own }]) => [path, ...own]));
  return { roots: roots.sort(compareText), owned, parsed, reach: (path) => [...reachOf(path, uses)].flatMap((other) => [other, ...(uses.get(other)?.files ?? [])]) };
}

function reachOf(path: string, uses: ReadonlyMap<string, Uses>): Set<string> {
  const seen = new Set<string>();
  const open = [path];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(uses.get(next)?.kustomizations ?? []));
  }
  return seen;
}

function usesOf(path: string, files: FileSet, parsed: Map<string, YamlFile>): Uses {
  const yaml = parseYaml(path, files.read(path) ?? '');
  parsed.set(path, yaml);
  const root = yaml.documents[0]?.root;
  const folder = folderOf(path);
  const kustomizations: string[] = [];
  const own: string[] = [];
  for (const node of [...listOf(root, 'resources', 'bases', 'components', 'generators', 'transformers'), ...patchFiles(root)]) {
    const target = inside(folder, stringOf(node) ?? '');
    if (target === undefined || target === folder) continue;
    if (files.has(target)) own.push(target);
    else {
      const below = kustomizationIn(target, files);
      if (below !== undefined) kustomizations.push(below);
    }
  }
  return { component: isComponent(root), kustomizations, files: own };
}

function patchFiles(root: YamlNode | undefined): YamlNode[] {
  const paths = listOf(root, 'patches', 'patchesJson6902', 'replacements').map((node) => get(node, 'path'));
  return [...listOf(root, 'patchesStrategicMerge', 'configurations', 'crds'), ...paths].filter((node): node is YamlNode => node !== undefined);
}
