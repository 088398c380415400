import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = new URL('..', import.meta.url).pathname;
const sources = ['analyzer', 'rules', 'reporters', 'cli']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path.replaceAll('\\', '/')}`))
  .filter((path) => path.endsWith('.ts') && !/\.(test|fixture)\.ts$|\/testing\.ts$|\/(fires|quiet|__fixtures__|testing)\//.test(path))
  .sort();
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const inFolder = (...folders: string[]) => (path: string): boolean => folders.some((folder) => path.startsWith(folder));

/** `file:line` of every use of a global, or of a property of one, in code: not in strings or comments. */
function uses(path: string, names: readonly string[]): string[] {
  const text = read(path);
  if (!names.some((name) => text.includes(name.split('.').pop()!))) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isName = ts.isIdentifier(node) && !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) && !ts.isPropertyAssignment(node.parent);
    const name = ts.isPropertyAccessExpression(node) ? node.getText() : isName ? node.text : undefined;
    if (name !== undefined && names.includes(name)) found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${name}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
const usesIn = (where: (path: string) => boolean, names: readonly string[]): string[] => sources.filter(where).flatMap((path) => uses(path, names));

describe('what the code may not touch', () => {
  it('the process, outside its entry', () => {
    expect(uses('cli/main.ts', ['process']).length, 'the search finds what is there').toBeGreaterThan(0);
    expect(usesIn((path) => path !== 'cli/main.ts' && path !== 'reporters/html/browser.ts', ['process', 'console'])).toEqual([]);
  });

  // The same tree has to give the same bytes. The report page runs in a browser, where time passes for animations; a busy API server asks to wait.
  it('the clock or chance', () => {
    expect(usesIn((path) => path !== 'cli/main.ts' && !inFolder('reporters/html/app/', 'reporters/html/browser', 'analyzer/cluster/')(path), ['Date', 'performance', 'Math.random', 'crypto.randomUUID', 'setTimeout', 'setInterval'])).toEqual([]);
  });

  it('the network', () => {
    expect(usesIn((path) => path !== 'reporters/html/browser.ts', ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'])).toEqual([]);
  });

  it('the machine\'s language: text is ordered by code unit', () => {
    const localised = sources.filter((path) => /\.localeCompare\(|toLocale\w+\(|\bIntl\./.test(read(path)));
    expect(localised).toEqual([]);
  });

  it('code at run time', () => {
    expect(usesIn(() => true, ['eval', 'Function', 'require'])).toEqual([]);
  });
});

describe('the size of things', () => {
  const lines = sources.map((path) => ({ path, lines: read(path).split('\n').length })).sort((a, b) => a.lines - b.lines);

  it('files are short: nine of ten at most 200 lines, none above 400', () => {
    expect(lines[Math.floor(lines.length * 0.9)]!.lines).toBeLessThanOrEqual(200);
    // The index of rules is generated, two lines a rule.
    expect(lines.filter((file) => file.lines > 400).map(({ path }) => path).filter((path) => path !== 'rules/index.ts')).toEqual([]);
  });

  it('the version is the package\'s', async () => {
    const { version } = await import('../analyzer/version.js');
    expect(version).toBe((JSON.parse(read('package.json')) as { version: string }).version);
  });
});
