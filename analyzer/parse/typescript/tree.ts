import type { FileSet } from '../parser.js';
import type { Problem } from '../../facts/types.js';
import { librariesOf } from './clients/index.js';
import { triggers } from './triggers.js';
import { readManifests, type Manifests } from './manifest.js';
import { createResolver, type Resolver } from './resolve.js';
import { compareText } from '../../facts/place.js';
import { isEvidencePath, isRewriting, scanText, whyLeftOut, type Scanned } from './scan.js';

/** What is known of the source before any of it is parsed. */
export interface SourceTree {
  readonly files: FileSet;
  readonly manifests: Manifests;
  readonly resolve: Resolver;
  /** Evidence only, by path. */
  readonly scanned: ReadonlyMap<string, Scanned>;
  /** Files that import or use something that the parser knows, sorted. */
  readonly candidates: readonly string[];
  /** Configurations of web servers with rules that hand requests on, sorted. */
  readonly rewriting: readonly string[];
  /** Files whose imports lead to a file. */
  importersOf(path: string): readonly string[];
  readonly problems: readonly Problem[];
}

export function readTree(paths: readonly string[], files: FileSet): SourceTree {
  const manifests = readManifests(files);
  const resolve = createResolver(files, manifests);
  const scanned = new Map<string, Scanned>();
  const problems = manifests.broken.map((file): Problem => ({ code: 'package-json-syntax', file, line: 1, column: 1, severity: 'warning', message: 'This package.json is not JSON, so its folder is not known as a package. Correct the syntax.' }));
  for (const path of paths) {
    const text = isEvidencePath(path, files.has) ? files.read(path) : undefined;
    const leftOut = text === undefined ? undefined : whyLeftOut(text);
    if (leftOut !== undefined) problems.push({ code: 'typescript-left-out', file: path, line: 1, column: 1, severity: 'info', message: leftOut });
    const seen = text === undefined || leftOut !== undefined ? undefined : scanText(path, text);
    if (seen) scanned.set(path, seen);
  }
  const candidates = [...scanned.values()].filter(isCandidate).map((s) => s.path);
  const rewriting = paths.filter((path) => isRewriting(path, files.read)).sort(compareText);
  return { files, manifests, resolve, scanned, candidates, rewriting, importersOf: importers(scanned, resolve), problems };
}

const isCandidate = (file: Scanned): boolean => file.usesGlobals || file.specifiers.some((s) => librariesOf(s.replace(/^node:/, '')).length > 0 || triggers(s));

/** Built on first use: most trees need it for a few files only, but the resolution of every import to find them. */
function importers(scanned: ReadonlyMap<string, Scanned>, resolve: Resolver): (path: string) => readonly string[] {
  let table: Map<string, string[]> | undefined;
  return (path) => {
    table ??= build(scanned, resolve);
    return table.get(path) ?? [];
  };
}

function build(scanned: ReadonlyMap<string, Scanned>, resolve: Resolver): Map<string, string[]> {
  const table = new Map<string, string[]>();
  for (const { path, specifiers } of scanned.values()) {
    for (const specifier of specifiers) {
      const target = resolve(path, specifier);
      if (!('file' in target)) continue;
      const list = table.get(target.file);
      if (!list) table.set(target.file, [path]);
      else if (list.at(-1) !== path) list.push(path);
    }
  }
  return table;
}
