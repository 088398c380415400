import { posix } from 'node:path';

/** The folder of a path relative to the root; `.` for the root itself. */
export const folderOf = (path: string): string => posix.dirname(path);

/** `path` as seen from `folder`, relative to the root; undefined when it is absolute or leaves the root. */
export function inside(folder: string, path: string): string | undefined {
  if (posix.isAbsolute(path) || path.includes('\0')) return undefined;
  const joined = posix.normalize(posix.join(folder, path)).replace(/\/$/, '') || '.';
  return joined === '..' || joined.startsWith('../') ? undefined : joined;
}

const EXAMPLE = /\.(?:example|sample|dist|template)$/i;

/** `compose.yml` of `compose.yml.example`, which everybody copies and nobody commits; other paths are themselves. */
export const withoutExample = (path: string): string => path.replace(EXAMPLE, '');

/** Whether a file only shows what another that is there looks like. */
export const isShownBy = (path: string, has: (path: string) => boolean): boolean => EXAMPLE.test(path) && has(withoutExample(path));
