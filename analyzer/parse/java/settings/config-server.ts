import { inside } from '../../paths.js';
import type { FileSet } from '../../parser.js';
import { canonical, type Entry } from './entry.js';

/** A file that a configuration server hands out, and to which application: none means every one. */
export interface ServedFile {
  readonly path: string;
  readonly application: string | undefined;
  readonly profile: string | undefined;
}

const LOCATION = /^spring\.cloud\.config\.server\.(?:(?:native|composite(?:\[\d+\])?)\.searchlocations|git\.searchpaths|git\.uri)(?:\[\d+\])?$/;

/** Files under the folders that the server at `root` serves, where the tree has those folders. */
export function servedFiles(root: string, entries: readonly Entry[], files: FileSet, applications: ReadonlySet<string>): ServedFile[] {
  const written = entries.filter(({ key }) => LOCATION.test(canonical(key))).flatMap(({ raw }) => raw.split(',').map((location) => location.trim()));
  const folders = new Set(written.flatMap((location) => foldersOf(location, root, files)));
  return [...folders].flatMap((folder) => files.paths.filter((path) => path.startsWith(`${folder}/`)).flatMap((path) => served(path, path.slice(folder.length + 1), applications)));
}

/**
 * `classpath:/shared` is a resource folder; `file:///app/config` and `${HOME}/config-repo` are folders of another machine that
 * are usually in the tree under their last names.
 */
function foldersOf(location: string, root: string, files: FileSet): string[] {
  const path = location.replace(/^(?:classpath|file|optional):\/*/, '').replace(/\$\{[^}]*\}/g, '').replace(/^[/\\]+|\/+$/g, '').replace(/\{[^}]*\}.*$/, '').replace(/\/$/, '');
  if (path === '' || /^(?:https?|git|ssh):|@/.test(location)) return [];
  const relative = path.replace(/^(?:\.\.?\/)+/, '');
  const last = relative.slice(relative.lastIndexOf('/') + 1);
  const bases = location.startsWith('classpath') ? [`${root}/src/main/resources`] : [root, '.'];
  const candidates = bases.flatMap((base) => [inside(base, path), inside(base, relative), inside(base, last)]);
  const found = candidates.find((folder) => folder !== undefined && folder !== '.' && folder !== root && files.paths.some((file) => file.startsWith(`${folder}/`)));
  return found === undefined ? [] : [found];
}

/** `shop-docker.yml` is for `shop` under `docker` when there is an application of that name; folders name applications too. */
function served(path: string, relative: string, applications: ReadonlySet<string>): ServedFile[] {
  const file = /^(?:(.+)\/)?([^/]+)\.(?:ya?ml|properties)$/.exec(relative);
  if (!file) return [];
  const stem = file[2]!;
  const folder = file[1]?.split('/').find((name) => applications.has(name));
  const application = [...applications].filter((name) => stem === name || stem.startsWith(`${name}-`)).sort((a, b) => b.length - a.length)[0];
  if (application !== undefined) return [{ path, application, profile: stem === application ? undefined : stem.slice(application.length + 1) }];
  const shared = /^application(?:-(.+))?$/.exec(stem);
  return [{ path, application: shared ? folder : stem, profile: shared?.[1] }];
}
