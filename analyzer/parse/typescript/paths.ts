/** POSIX paths relative to the analysed root; `.` is the root itself. */

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '.' : path.slice(0, slash);
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Undefined when `path` leads out of the root. */
export function joinPath(base: string, path: string): string | undefined {
  const segments: string[] = base === '.' || path.startsWith('/') ? [] : base.split('/');
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.length === 0 ? '.' : segments.join('/');
}

export const isWithin = (folder: string, path: string): boolean => folder === '.' || path === folder || path.startsWith(`${folder}/`);
