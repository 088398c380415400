import type { FileSet } from '../parser.js';
import { compareText } from '../../facts/place.js';
import { asObject, asText, asTexts, property, readJson, type JsonObject } from '../json.js';
import { baseName, folderOf, isWithin, joinPath } from './paths.js';
import { projectsIn } from './projects.js';

/** A folder with a package.json, as the manifest describes it. */
export interface Manifest {
  readonly root: string;
  readonly path: string;
  readonly name: string;
  /** Every dependency, whatever its section, with its version or location. */
  readonly dependencies: ReadonlyMap<string, string>;
  readonly scripts: ReadonlyMap<string, string>;
  readonly main: string | undefined;
  readonly bins: readonly string[];
  /** Globs of the workspace, when this is its root. */
  readonly workspaces: readonly string[];
  /** A part of a package that is built and started on its own, or a folder with a Dockerfile and no manifest: where that is said. */
  readonly declaredAt?: { readonly file: string; readonly line: number; readonly starts: boolean };
  /** `imports` and `exports` maps, for resolution. */
  readonly json: JsonObject;
  readonly text: string;
}

export interface Manifests {
  readonly all: readonly Manifest[];
  /** The innermost package that a file lies in. */
  of(path: string): Manifest | undefined;
  /** Files that look like a manifest and are not JSON. */
  readonly broken: readonly string[];
}

const EXCLUDED = /(?:^|\/)(?:node_modules|dist|build|\.next|__fixtures__|__tests__)\//;

export function readManifests(files: FileSet): Manifests {
  const broken: string[] = [];
  const all: Manifest[] = [];
  for (const path of files.paths) {
    if (baseName(path) !== 'package.json' || EXCLUDED.test(path)) continue;
    const text = files.read(path);
    if (text === undefined) continue;
    const json = readJson(text);
    if (typeof json !== 'object' || json === null || Array.isArray(json)) broken.push(path);
    else all.push(manifest(path, text, json as JsonObject));
  }
  all.push(...projectsIn(files, all));
  all.sort((a, b) => compareText(a.root, b.root));
  return { all, of: innermost(all), broken };
}

function manifest(path: string, text: string, json: JsonObject): Manifest {
  const root = folderOf(path);
  const bin = property(json, 'bin');
  const workspaces = property(json, 'workspaces');
  const sections = ['peerDependencies', 'optionalDependencies', 'devDependencies', 'dependencies'];
  return {
    root,
    path,
    name: asText(property(json, 'name')) ?? (root === '.' ? '' : baseName(root)),
    dependencies: new Map(sections.flatMap((section) => texts(property(json, section)))),
    scripts: new Map(texts(property(json, 'scripts'))),
    main: asText(property(json, 'main')),
    bins: typeof bin === 'string' ? [bin] : Object.values(asObject(bin)).filter((v): v is string => typeof v === 'string'),
    workspaces: Array.isArray(workspaces) ? asTexts(workspaces) : asTexts(property(asObject(workspaces), 'packages')),
    json,
    text,
  };
}

const texts = (value: unknown): [string, string][] => Object.entries(asObject(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string');

/** Walks up the folders and remembers: asked once for every file of the tree. */
function innermost(all: readonly Manifest[]): (path: string) => Manifest | undefined {
  const byRoot = new Map(all.map((m) => [m.root, m]));
  const known = new Map<string, Manifest | undefined>();
  const ofFolder = (folder: string): Manifest | undefined => {
    if (known.has(folder)) return known.get(folder);
    const found = byRoot.get(folder) ?? (folder === '.' ? undefined : ofFolder(folderOf(folder)));
    known.set(folder, found);
    return found;
  };
  return (path) => ofFolder(folderOf(path));
}

/** The folder that a `file:`, `link:` or `portal:` dependency names. */
export function localDependency(from: Manifest, version: string): string | undefined {
  const match = /^(?:file|link|portal):(.+)$/.exec(version);
  return match ? joinPath(from.root, match[1]!) : undefined;
}

/** Manifests in the folder of `from` first, then those nearest to it: which of several packages of one name is meant. */
export function nearest(candidates: readonly Manifest[], from: string): Manifest | undefined {
  const shared = (root: string): number => {
    let folder = folderOf(root);
    let steps = 0;
    while (!isWithin(folder, from)) {
      folder = folderOf(folder);
      steps++;
    }
    return steps;
  };
  return [...candidates].sort((a, b) => shared(a.root) - shared(b.root) || compareText(a.root, b.root))[0];
}
