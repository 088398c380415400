import { gunzipSync } from 'node:zlib';
import { compareText } from '../../../facts/place.js';
import type { FileSet } from '../../parser.js';
import { inside } from '../../paths.js';
import { readTar, TarError } from './tar.js';

/** No chart that a person wrote comes near; a few kilobytes of zeros can claim to be more. */
const MAX_UNPACKED = 32 * 1024 * 1024;

/**
 * A packaged chart as a tree of its own, below the archive's path: `charts/cache-1.0.0.tgz/values.yaml`. Archives in it stay
 * closed, as it hands out no bytes. Undefined when it is broken or too large.
 */
export function openArchive(path: string, packed: Uint8Array): FileSet | undefined {
  try {
    return treeOf(path, readTar(gunzipSync(packed, { maxOutputLength: MAX_UNPACKED })));
  } catch (error) {
    if (error instanceof TarError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}

function treeOf(root: string, entries: ReadonlyMap<string, Uint8Array>): FileSet {
  const contents = new Map<string, Uint8Array>();
  for (const [name, content] of entries) {
    const within = name.includes('\\') ? undefined : inside('.', name);
    // The first folder is the chart's name; Helm drops it.
    const below = within?.slice(within.indexOf('/') + 1);
    if (below !== undefined && below !== within) contents.set(`${root}/${below}`, content);
  }
  return {
    paths: [...contents.keys()].sort(compareText),
    has: (path) => contents.has(path),
    read: (path) => textOf(contents.get(path)),
    size: (path) => contents.get(path)?.length ?? 0,
  };
}

const textOf = (content: Uint8Array | undefined): string | undefined => (content === undefined || content.includes(0) ? undefined : new TextDecoder().decode(content));
