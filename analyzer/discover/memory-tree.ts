import { compareText } from '../facts/place.js';
import { headLength, type Tree } from './tree.js';

/** A tree of texts that are already at hand: tests, examples, an editor's buffers. */
export function memoryTree(files: Readonly<Record<string, string>>): Tree {
  const texts = new Map(Object.entries(files).map(([path, text]) => [path, text.replace(/^\uFEFF/, '')]));
  return {
    paths: [...texts.keys()].sort(compareText),
    skipped: {},
    has: (path) => texts.has(path),
    read: (path) => texts.get(path),
    size: (path) => texts.get(path)?.length ?? 0,
    head: (path) => texts.get(path)?.slice(0, headLength) ?? '',
    problems: () => [],
    unread: () => new Map(),
    texts: () => texts,
  };
}
