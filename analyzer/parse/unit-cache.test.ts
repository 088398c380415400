import { expect, it } from 'vitest';
import { memoryFiles } from './memory-files.js';
import type { FileSet, ParseResult } from './parser.js';
import { unitCache } from './unit-cache.js';

const unit = { id: 'u', parser: 'p', root: '.', files: ['a'] };

/** A parser that reads `a`, and the file that `a` names. */
async function parse(files: FileSet): Promise<ParseResult> {
  const other = files.read('a') ?? '';
  const text = files.has(other) ? files.read(other) : 'nothing';
  return { facts: [], problems: [{ code: String(text), file: 'a', line: 1, column: 1, severity: 'info', message: '' }] };
}

it('parses again when a file that it read differs, or one that it missed is there, and only then', async () => {
  const cache = unitCache();
  const over = async (texts: Readonly<Record<string, string>>): Promise<string> => (await cache.parse(unit, memoryFiles(texts), parse)).problems[0]!.code;
  expect(await over({ a: 'b' })).toBe('nothing');
  expect(await over({ a: 'b', unrelated: '1' })).toBe('nothing');
  expect(cache.counts).toEqual({ parsed: 1, reused: 1 });
  expect(await over({ a: 'b', b: 'one' })).toBe('one');
  expect(await over({ a: 'b', b: 'two' })).toBe('two');
  expect(cache.counts.parsed).toBe(3);
  expect(await over({ a: 'b', b: 'one', unrelated: '2' })).toBe('one');
  expect(cache.counts).toEqual({ parsed: 3, reused: 2 });
});

it('parses again when files come and go, for a parser that looks at the list', async () => {
  const cache = unitCache();
  const list = async (files: FileSet): Promise<ParseResult> => ({ facts: [], problems: [], notMine: files.paths });
  const over = async (texts: Readonly<Record<string, string>>) => (await cache.parse(unit, memoryFiles(texts), list)).notMine;
  expect(await over({ a: '' })).toEqual(['a']);
  expect(await over({ a: 'changed' })).toEqual(['a']);
  expect(await over({ a: '', b: '' })).toEqual(['a', 'b']);
  expect(cache.counts).toEqual({ parsed: 2, reused: 1 });
});

it('parses again when a link leads elsewhere, for a parser that looks at links', async () => {
  const cache = unitCache();
  const list = async (files: FileSet): Promise<ParseResult> => ({ facts: [], problems: [], notMine: [...(files.links ?? [])].map(([link, file]) => `${link} ${file}`) });
  const over = async (links: readonly (readonly [string, string])[]) => (await cache.parse(unit, { ...memoryFiles({ a: '', b: '' }), links: new Map(links) }, list)).notMine;
  expect(await over([['l', 'a']])).toEqual(['l a']);
  expect(await over([['l', 'a']])).toEqual(['l a']);
  expect(await over([['l', 'b']])).toEqual(['l b']);
  expect(cache.counts).toEqual({ parsed: 2, reused: 1 });
});
