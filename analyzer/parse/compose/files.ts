import { placeOf, type YamlNode } from '../yaml/index.js';
import { committedEnvFile } from '../dotenv/index.js';
import { inside } from '../paths.js';
import type { Loading } from './layer.js';
import { textIn } from './read.js';

/** The folder that a relative path in a node starts from. */
export const folderFor = (node: YamlNode, loading: Loading): string => loading.folders.get(node.source) ?? '.';

/** Compose on Windows takes `src\\cart\\Dockerfile`, too. */
export const forwardSlashes = (path: string): string => path.replaceAll('\\', '/');

const REMOTE = /^(?:[a-z][a-z0-9+.-]*:\/\/|oci:|git@|github\.com\/)/i;

export const isRemote = (path: string): boolean => REMOTE.test(path);

/**
 * The file of the tree that a node names; undefined, with a problem, when it is elsewhere or missing. A path with an unset
 * variable has its problem already.
 */
export function resolveFile(node: YamlNode, loading: Loading, what: 'env' | 'included' | 'extended', optional = false): string | undefined {
  const target = findFile(node, loading, what, optional);
  if (target === undefined && what !== 'env') loading.partial = true;
  return target;
}

function findFile(node: YamlNode, loading: Loading, what: string, optional: boolean): string | undefined {
  const path = textIn(node);
  if (path === undefined || path === '') return undefined;
  const at = placeOf(node);
  // Without an env file some values are unknown; without the others services are, and nothing may be called missing.
  const severity = what === 'env' ? 'warning' : 'error';
  if (isRemote(path)) {
    loading.problems.add(at, severity, 'compose-remote', `This ${what} file is remote and is not read: what it defines is unknown.`);
    return undefined;
  }
  const target = inside(folderFor(node, loading), forwardSlashes(path));
  if (target === undefined) {
    loading.problems.add(at, severity, 'path-outside', `This ${what} file lies outside the analysed folder and is not read. Analyse the folder that holds both.`);
    return undefined;
  }
  if (loading.files.has(target)) return target;
  const example = what === 'env' ? committedEnvFile(target, loading.files) : undefined;
  if (example !== undefined) return example;
  if (!optional) loading.problems.add(at, severity, 'compose-missing-file', `This ${what} file, ${target}, does not exist or is ignored. Add it, or correct the path.`);
  return undefined;
}
