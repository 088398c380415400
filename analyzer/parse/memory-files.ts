import { compareText } from '../facts/place.js';
import type { FileSet } from './parser.js';

/** A tree that is held in memory, for tests of parsers. */
export function memoryFiles(texts: Readonly<Record<string, string>>): FileSet {
  const byPath = new Map(Object.entries(texts));
  return {
    paths: [...byPath.keys()].sort(compareText),
    has: (path) => byPath.has(path),
    read: (path) => byPath.get(path)?.replace(/^\uFEFF/, ''),
    size: (path) => Buffer.byteLength(byPath.get(path) ?? ''),
  };
}
