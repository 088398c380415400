import { relative } from 'node:path';
import picomatch from 'picomatch';

/**
 * Globs and paths are written relative to the configuration's folder; the analyzer wants them relative to its root, which lies
 * in that folder, below it or above. Gives undefined for those that lie outside the root.
 */
export function rebase(base: string, root: string): (glob: string) => string | undefined {
  const down = relative(base, root).replaceAll('\\', '/');
  if (!down.startsWith('..')) return (glob) => below(plain(glob).split('/'), down === '' ? [] : down.split('/'));
  const up = relative(root, base).replaceAll('\\', '/');
  return (glob) => (up.startsWith('..') ? glob : `${up}/${plain(glob)}`);
}

const plain = (glob: string): string => glob.replace(/^\.?\//, '').replace(/\/$/, '');

/** `deploy/prod/**` seen from `deploy` is `prod/**`. */
function below([first, ...rest]: readonly string[], [folder, ...deeper]: readonly string[]): string | undefined {
  if (folder === undefined) return [first, ...rest].join('/');
  if (first === '**') return [first, ...rest].join('/');
  if (first === undefined || !picomatch(first, { dot: true })(folder)) return undefined;
  // A glob that ends at a folder above the root covers all of it.
  return rest.length === 0 ? (deeper.length === 0 ? '**' : undefined) : below(rest, deeper);
}
