import { describe, expect, it } from 'vitest';
import { memoryTree } from '../discover/index.js';
import { parseAll } from './all.js';
import type { Parser } from './parser.js';

const parser = (id: string, claims: Parser['claims'], extra: Partial<Parser> = {}): Parser => ({
  id, claims, units: (claimed) => claimed.map((path) => ({ id: `${id}:${path}`, parser: id, root: '.', files: [path] })), parse: () => ({ facts: [], problems: [] }), ...extra,
});

describe('parseAll', () => {
  it('gives a file to the first parser that claims it, and counts every file once', async () => {
    const tree = memoryTree({ 'a.yaml': 'kind: X', 'b.yaml': 'other', 'c.yaml': 'kind: Y', 'd.txt': '' });
    const { units, coverage } = await parseAll(tree, [
      parser('first', (path) => path === 'a.yaml'),
      parser('second', (path, head) => path.endsWith('.yaml') && head().startsWith('kind:'), { parse: () => ({ facts: [], problems: [], notMine: ['c.yaml'] }) }),
    ]);
    expect(units.map(({ unit }) => unit.id)).toEqual(['first:a.yaml', 'second:c.yaml']);
    expect(coverage).toEqual({ files: { first: 1, 'not-analyzed': 3 }, units: { first: 1, second: 1 } });
  });

  it('gives a file to the parser whose files name it, whoever else would claim it first', async () => {
    const { units } = await parseAll(memoryTree({ 'a.yaml': '', 'b.yaml': '' }), [parser('first', () => true), parser('second', () => false, { owns: () => new Set(['b.yaml', 'gone.yaml']) })]);
    expect(units.map(({ unit }) => unit.id)).toEqual(['first:a.yaml', 'second:b.yaml']);
  });

  it('goes on without the unit of a parser that throws, and says so at its file', async () => {
    const broken = parser('broken', (path) => path === 'a.yaml', { parse: () => { throw new RangeError('Maximum call stack\nsecond line'); } });
    const { units } = await parseAll(memoryTree({ 'a.yaml': '', 'b.yaml': '' }), [broken, parser('fine', () => true)]);
    expect(units.map(({ unit, problems }) => [unit.id, problems.map(({ code, file }) => `${code} ${file}`)])).toEqual([['broken:a.yaml', ['parser-failed a.yaml']], ['fine:b.yaml', []]]);
    expect(units[0]!.problems[0]!.message).not.toContain('second line');
  });

  it('counts wholes once, by how far they could be read', async () => {
    const problem = (severity: 'error' | 'info') => ({ code: 'x', file: 'f', line: 1, column: 1, severity, message: 'm' });
    const fact = { kind: 'image-build', at: { file: 'f', line: 1, column: 1, length: 1 } } as never;
    const outcomes: Readonly<Record<string, ReturnType<Parser['parse']>>> = {
      whole: { facts: [fact], problems: [problem('info')] }, more: { facts: [fact], problems: [] }, part: { facts: [fact], problems: [problem('error')] }, none: { facts: [], problems: [problem('error')] },
    };
    const helm = parser('helm', () => true, { units: (paths) => paths.map((path) => ({ id: `helm:${path}`, parser: 'helm', root: path.startsWith('shared') ? 'shared' : path, files: [path] })), parse: ({ id }) => outcomes[id.slice(id.lastIndexOf('/') + 1)]! });
    const { coverage } = await parseAll(memoryTree({ 'shared/whole': '', 'shared/more': '', 'a/part': '', 'b/none': '' }), [helm]);
    expect(coverage.wholes).toEqual({ helm: { read: 1, partly: 1, not: 1 } });
  });

  it('asks for the head of a file once', async () => {
    const tree = memoryTree({ 'a.yaml': 'x' });
    let heads = 0;
    const counting = { ...tree, head: (path: string) => (heads++, tree.head(path)) };
    await parseAll(counting, [parser('a', (_, head) => head() === 'y'), parser('b', (_, head) => head() === 'x')]);
    expect(heads).toBe(1);
  });
});
