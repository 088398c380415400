import { join, relative } from 'node:path';
import ignore from 'ignore';
import type { Disk } from './io.js';

/** One ignore file's patterns and the folder that they are relative to. */
export interface IgnoreLayer {
  readonly base: string;
  readonly patterns: ignore.Ignore;
}

/** Later files overrule earlier ones, as git reads them; Faultline's own file overrules git's of the same folder. */
const IGNORE_FILES = ['.gitignore', '.faultlineignore'] as const;

/** Far beyond what people write; the rest of a larger file is not looked at. */
const LARGEST = 256 * 1024;

/** The layers of one folder's ignore files, to be put behind those of its parents. `names`: what the folder holds, if known. */
export function layersOf(folder: string, disk: Disk, names: ReadonlySet<string> = new Set(IGNORE_FILES)): readonly IgnoreLayer[] {
  return IGNORE_FILES.filter((name) => names.has(name)).flatMap((name) => {
    try {
      return [layer(folder, disk.readStart(join(folder, name), LARGEST).toString('utf8').split(/\r?\n/))];
    } catch {
      return []; // One that is absent, a folder or unreadable hides nothing.
    }
  });
}

export const layer = (base: string, patterns: readonly string[]): IgnoreLayer => ({
  base,
  patterns: ignore().add(patterns.filter((pattern) => !isCostly(pattern))),
});

/** Whether `path` (absolute) is hidden: the deepest layer that has an opinion decides. */
export function isIgnored(path: string, isFolder: boolean, layers: readonly IgnoreLayer[]): boolean {
  for (let index = layers.length - 1; index >= 0; index--) {
    const { base, patterns } = layers[index]!;
    const inside = relative(base, path).replaceAll('\\', '/');
    if (inside === '' || inside.startsWith('../')) continue;
    const verdict = patterns.test(isFolder ? `${inside}/` : inside);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/**
 * The ignore files above the root, up to the repository's top: `deploy/` of a repository is read with the repository's
 * `.gitignore`. A root that they hide was asked for by name all the same, so then they do not count.
 */
export function layersAbove(root: string, disk: Disk): readonly IgnoreLayer[] {
  const layers: IgnoreLayer[] = [];
  for (let folder = root; ; ) {
    if (folder !== root) layers.unshift(...layersOf(folder, disk));
    const parent = join(folder, '..');
    if (exists(join(folder, '.git'), disk)) return isIgnored(root, true, layers) ? [] : layers;
    if (parent === folder) return []; // Not in a repository: what lies above is somebody else's.
    folder = parent;
  }
}

function exists(path: string, disk: Disk): boolean {
  try {
    disk.stat(path);
    return true;
  } catch {
    return false;
  }
}

/** Wildcards are matched by backtracking: many in one path segment would let a hostile ignore file stall the run. */
const isCostly = (pattern: string): boolean =>
  pattern.length > 1000 || pattern.split('**').length > 5 || pattern.split('/').some((segment) => segment.split(/\*+/).length > 4);
