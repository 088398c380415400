import { join } from 'node:path';
import { comparePlaces } from '../facts/place.js';
import type { Problem } from '../facts/types.js';
import type { Disk } from './io.js';
import { headLength, type Tree } from './tree.js';
import { unreadable, type Walked } from './walk.js';

/** Above this a file is data, not configuration; reading it would cost more than it can tell. */
const TOO_LARGE = 20 * 1024 * 1024;
const BINARY_PROBE = 8192;

/** The walked files, read when they are asked for and kept. */
export function diskTree(root: string, walked: Walked, disk: Disk): Tree {
  const present = new Set(walked.paths);
  const target = (path: string): string => walked.links.get(path) ?? path;
  const has = (path: string): boolean => present.has(target(path));
  const reader = fileReader(root, disk);
  return {
    paths: walked.paths,
    links: walked.links,
    skipped: walked.skipped,
    has,
    size: (path) => (has(path) ? reader.size(target(path)) : 0),
    read: (path) => (has(path) ? reader.read(target(path)) : undefined),
    bytes: (path) => (has(path) ? quietly(() => reader.bytes(target(path)), undefined) : undefined),
    head: (path) => (has(path) ? reader.head(target(path)) : ''),
    problems: () => [...walked.problems, ...reader.problems].sort(byPlace),
    unread: () => reader.unread,
    texts: () => reader.texts,
  };
}

function fileReader(root: string, disk: Disk) {
  const texts = new Map<string, string>();
  const unread = new Map<string, string>();
  const problems: Problem[] = [];
  const refuse = (why: string, problem: Problem): undefined => {
    unread.set(problem.file, why);
    return void problems.push(problem);
  };
  const size = (path: string): number => disk.stat(join(root, path)).size;
  const load = (path: string): string | undefined => {
    try {
      const bytes = size(path);
      if (bytes > TOO_LARGE) return refuse('too-large', tooLarge(path, bytes));
      const content = disk.read(join(root, path));
      if (content.subarray(0, BINARY_PROBE).includes(0)) return refuse('binary', binary(path));
      return toText(content);
    } catch (error) {
      return refuse('unreadable', unreadable(path, 'file', error));
    }
  };
  const read = (path: string): string | undefined => {
    if (texts.has(path) || unread.has(path)) return texts.get(path);
    const text = load(path);
    if (text !== undefined) texts.set(path, text);
    return text;
  };
  const head = (path: string): string => {
    const known = texts.get(path);
    if (known !== undefined || unread.has(path)) return known?.slice(0, headLength) ?? '';
    try {
      const start = disk.readStart(join(root, path), headLength);
      if (!start.includes(0)) return toText(start);
      // Nobody will claim it by what it says, so that it is not read is said here.
      const bytes = size(path);
      if (bytes > TOO_LARGE) refuse('too-large', tooLarge(path, bytes));
      else refuse('binary', binary(path));
      return '';
    } catch {
      return ''; // Whoever claims it by name reads it, and that says why it cannot be read.
    }
  };
  const bytes = (path: string): Buffer | undefined => (size(path) > TOO_LARGE ? undefined : disk.read(join(root, path)));
  return { texts, unread, problems, size: (path: string) => quietly(() => size(path), 0), read, bytes, head };
}

function quietly<T>(ask: () => T, otherwise: T): T {
  try {
    return ask();
  } catch {
    return otherwise;
  }
}

/** UTF-8 without its byte-order mark, so that the first column is the first character that people see. */
function toText(content: Buffer): string {
  const text = content.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

const tooLarge = (file: string, bytes: number): Problem => ({
  code: 'too-large', file, line: 1, column: 1, severity: 'warning',
  message: `The file has ${Math.round(bytes / 1024 / 1024)} MB and was not read (limit 20 MB); what it declares is missing from the graph. Split it, or exclude it.`,
});

const binary = (file: string): Problem => ({
  code: 'binary', file, line: 1, column: 1, severity: 'info',
  message: 'The file is named like text and holds NUL bytes, so it was not read. If it is text, save it as UTF-8.',
});

const byPlace = (a: Problem, b: Problem): number => comparePlaces({ ...a, length: 0 }, { ...b, length: 0 });
