import { load } from 'js-yaml';
import type { LibraryVersion } from '../../facts/types.js';
import { folderOf } from '../paths.js';
import { asked, found, join, nearest, readSource, upwards, type Source, type VersionReader } from './found.js';
import { asObject, property, readJson } from '../json.js';

/** package.json, and what package-lock.json, yarn.lock or pnpm-lock.yaml beside it or above it say. */
export const readNpm: VersionReader = (folder, wanted, files) => {
  const manifest = readSource(join(folder, 'package.json'), files);
  if (!manifest) return [];
  const ranges = rangesOf(manifest.text);
  const names = [...wanted].filter((name) => ranges.has(name));
  if (names.length === 0) return [];
  const lock = lockOf(nearest(folder, ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock'], files), folder);
  return names.flatMap((name): readonly LibraryVersion[] => {
    const locked = lock?.version(name, ranges.get(name)!);
    const version = locked === undefined ? asked(manifest, name, ranges.get(name)!, 0, `"${name}"`) : found(lock!.source, name, locked, true, 0, lock!.writes(name, ranges.get(name)!));
    return version ? [version] : [];
  });
};

function rangesOf(text: string): ReadonlyMap<string, string> {
  const json = asObject(readJson(text));
  const sections = ['peerDependencies', 'devDependencies', 'optionalDependencies', 'dependencies'];
  return new Map(sections.flatMap((section) => Object.entries(asObject(property(json, section)))).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

interface Lock {
  readonly source: Source;
  readonly version: (name: string, range: string) => string | undefined;
  /** How its line of the library begins. */
  readonly writes: (name: string, range: string) => string;
}

function lockOf(source: Source | undefined, folder: string): Lock | undefined {
  if (!source) return undefined;
  const root = folderOf(source.file);
  const below = folder === root ? '.' : root === '.' ? folder : folder.slice(root.length + 1);
  if (source.file.endsWith('.json')) return { source, version: inPackageLock(source.text, below), writes: (name) => (source.text.includes(`"node_modules/${name}"`) ? `"node_modules/${name}"` : `"${name}"`) };
  if (source.file.endsWith('.yaml')) return { source, version: inPnpmLock(source.text, below), writes: (name) => name };
  return { source, version: inYarnLock(source.text), writes: (name, range) => (source.text.includes(`${name}@${range}`) ? `${name}@${range}` : `${name}@npm:${range}`) };
}

/** Since version 2 by the path of the installed folder, before by name. */
function inPackageLock(text: string, below: string): Lock['version'] {
  const json = asObject(readJson(text));
  const packages = asObject(property(json, 'packages'));
  const old = asObject(property(json, 'dependencies'));
  return (name) => {
    for (const at of upwards(below)) {
      const version = property(asObject(property(packages, `${at === '.' ? '' : `${at}/`}node_modules/${name}`)), 'version');
      if (typeof version === 'string') return version;
    }
    const version = property(asObject(property(old, name)), 'version');
    return typeof version === 'string' ? version : undefined;
  };
}

const BLOCK = /^("?[^\s#"][^\n]*):\r?\n\s+version:? "?([^"\s]+)"?/gm;

/** Each block is headed by the ranges that it answers: `redis@^4.0.0, redis@^4.6.0:`. */
function inYarnLock(text: string): Lock['version'] {
  const versions = new Map<string, string>();
  for (const [, head, version] of text.matchAll(BLOCK)) for (const key of head!.replaceAll('"', '').split(/,\s*/)) versions.set(key.replace('@npm:', '@'), version!);
  return (name, range) => versions.get(`${name}@${range}`);
}

/** The part before the packages is short: what each folder of the workspace asked for, and got. */
function inPnpmLock(text: string, below: string): Lock['version'] {
  let json: unknown;
  try {
    json = load(text.split(/^packages:/m, 1)[0]!);
  } catch {
    return () => undefined;
  }
  const importers = asObject(property(asObject(json), 'importers'));
  const own = asObject(Object.hasOwn(importers, below) ? importers[below] : below === '.' ? json : undefined);
  return (name) => {
    const entries = ['dependencies', 'optionalDependencies', 'devDependencies'].map((section) => property(asObject(property(own, section)), name));
    const entry = entries.find((one) => one !== undefined);
    const version = typeof entry === 'string' ? entry : property(asObject(entry), 'version');
    return typeof version === 'string' ? /^\d+[\w.-]*?(?=[_(]|$)/.exec(version)?.[0] : undefined;
  };
}
