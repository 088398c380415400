import type { LibraryVersion } from '../../facts/types.js';
import { asked, found, join, nearest, readSource, type Source, type VersionReader } from './found.js';
import { asObject, property, readJson } from '../json.js';

/** requirements.txt, pyproject.toml or Pipfile, and poetry.lock, uv.lock, pdm.lock or Pipfile.lock beside them or above. */
export const readPython: VersionReader = (folder, wanted, files) => {
  const lists = files.paths.filter((path) => REQUIREMENTS.test(path) && path.startsWith(folder === '.' ? '' : `${folder}/`) && path.slice(folder === '.' ? 0 : folder.length + 1).split('/').length <= 2);
  const required = lists.flatMap((path) => inRequirements(readSource(path, files), wanted));
  const projects = ['pyproject.toml', 'Pipfile'].flatMap((name) => inProject(readSource(join(folder, name), files), wanted));
  const asks = new Map([...projects, ...required].map((version) => [version.name, version]));
  if (projects.length === 0 && !files.has(join(folder, 'pyproject.toml')) && !files.has(join(folder, 'Pipfile'))) return [...asks.values()];
  const lock = nearest(folder, ['poetry.lock', 'uv.lock', 'pdm.lock', 'Pipfile.lock'], files);
  for (const version of lock ? inLock(lock, wanted) : []) asks.set(version.name, version);
  return [...asks.values()];
};

const REQUIREMENTS = /(?:^|\/)requirements(?:[-.](?:prod(?:uction)?|base))?\.(?:txt|in)$/;

/** Names are compared without regard to case, `_` and `.`. */
const normal = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

const REQUIREMENT = /^[ \t]*([A-Za-z0-9][\w.-]*)[ \t]*(?:\[[^\]\n]*\])?[ \t]*((?:[=<>!~]=?=?[ \t]*[\w.*+!-]+[ \t]*,?[ \t]*)*)/gm;

function inRequirements(source: Source | undefined, wanted: ReadonlySet<string>): LibraryVersion[] {
  if (!source) return [];
  return [...source.text.matchAll(REQUIREMENT)].flatMap((match) => version(source, wanted, match));
}

const QUOTED = /["']([A-Za-z0-9][\w.-]*)[ \t]*(?:\[[^\]\n]*\])?[ \t]*((?:[=<>!~]=?=?[ \t]*[\w.*+!-]+[ \t]*,?[ \t]*)+)[^"'\n]*["']/g;
const KEYED = /^[ \t]*"?([A-Za-z0-9][\w.-]*)"?[ \t]*=[ \t]*(?:\{[^}\n]*\bversion[ \t]*=[ \t]*)?["']([^"'\n]*)["']/gm;

/** `"redis>=4"` in a list, or `redis = "^4"` as a key. */
function inProject(source: Source | undefined, wanted: ReadonlySet<string>): LibraryVersion[] {
  if (!source) return [];
  return [...source.text.matchAll(KEYED), ...source.text.matchAll(QUOTED)].flatMap((match) => version(source, wanted, match));
}

function version(source: Source, wanted: ReadonlySet<string>, { 1: name, 2: range, index }: RegExpExecArray): LibraryVersion[] {
  const known = [...wanted].find((one) => normal(one) === normal(name!));
  const one = known === undefined ? undefined : asked(source, known, nodeRange(range!), index, name!);
  return one ? [one] : [];
}

/** `>=4,<5` and `~=4.5` in node-semver's words. */
function nodeRange(range: string): string {
  const parts = range.split(',').map((part) => part.trim()).filter((part) => part !== '');
  return parts.map((part) => part.replace(/^===?\s*/, '').replace(/^~=\s*(\d+)\.(\d+)$/, '>=$1.$2 <$1.99999').replace(/^~=\s*(\d+\.\d+)\.(\d+).*$/, '~$1.$2').replace(/^!=.*$/, '')).filter((part) => part !== '').join(' ') || '*';
}

const LOCKED = /^\[\[package\]\]\r?\nname = "([^"\n]+)"\r?\nversion = "([^"\n]+)"/gm;

function inLock(source: Source, wanted: ReadonlySet<string>): LibraryVersion[] {
  if (!source.file.endsWith('Pipfile.lock'))
    return [...source.text.matchAll(LOCKED)].flatMap((match) => {
      const known = [...wanted].find((one) => normal(one) === normal(match[1]!));
      return known === undefined ? [] : [found(source, known, match[2]!, true, match.index)];
    });
  const packages = asObject(property(asObject(readJson(source.text)), 'default'));
  return [...wanted].flatMap((name) => {
    const value = property(asObject(property(packages, name)), 'version');
    return typeof value === 'string' ? [found(source, name, value.replace(/^==/, ''), true)] : [];
  });
}
