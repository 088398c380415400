import { memoryFiles } from '../parse/memory-files.js';
import { headLength, type Tree } from './tree.js';

/** A tree of texts that are already at hand: tests, examples, an editor's buffers. */
export function memoryTree(texts: Readonly<Record<string, string>>): Tree {
  const files = memoryFiles(texts);
  return {
    ...files,
    skipped: {},
    head: (path) => files.read(path)?.slice(0, headLength) ?? '',
    problems: () => [],
    unread: () => new Map(),
    texts: () => files.paths.map((path) => [path, files.read(path)!] as const),
  };
}
