import { describe, expect, it } from 'vitest';
import { showTemplate } from '../../facts/template.js';
import { childOf, concat, createMatcher, descendantsOfType, format, loadLanguage, marksOf, mentions, parseSource, placeholders, placeOf, textOf, type ClientLibrary, type SourceLanguage } from './index.js';

const java = await loadLanguage('java');

describe('a parsed file', () => {
  it('has named nodes with fields, text and places in UTF-16 units', () => {
    const { root, problems } = parseSource(java, 'A.java', '/* é😀 */ class A {\n  String s = "x" + b;\n}\n');
    expect(problems).toEqual([]);
    const sum = descendantsOfType(root!, 'binary_expression')[0]!;
    expect(textOf(sum)).toBe('"x" + b');
    expect(childOf(sum, 'operator')!.type).toBe('+');
    expect(placeOf(sum)).toEqual({ file: 'A.java', line: 2, column: 14, length: 7 });
    expect(placeOf(root!.children.find((n) => n.type === 'class_declaration')!)).toMatchObject({ line: 1, column: 11, length: 9 });
  });

  it('keeps the rest of a file with a syntax error, and says where it is', () => {
    const { root, problems } = parseSource(java, 'A.java', 'class A {\n  int a = 1 +;\n  void f() { x.y("z"); }\n}');
    expect(problems).toMatchObject([{ code: 'java-syntax', file: 'A.java', line: 2, severity: 'warning' }]);
    expect(descendantsOfType(root!, 'method_invocation').map(textOf)).toEqual(['x.y("z")']);
  });

  it.each([
    ['a member that is none', 'class A {\n  R r;\n  void a( { int = ; }\n  void f() { x.y("z"); }\n}\n', 'class_declaration class_body method_declaration'],
    ['a line that ends too soon', 'class A {\n  R r =\n  void f() { x.y("z"); }\n}\n', 'class_declaration class_body method_declaration'],
  ])('leaves the rest where it belongs: %s', (_, text, around) => {
    const { root, problems } = parseSource(java, 'A.java', text);
    expect(problems).toHaveLength(1);
    const call = descendantsOfType(root!, 'method_invocation')[0]!;
    const ancestors: string[] = [];
    for (let node = call.parent; node; node = node.parent) ancestors.unshift(node.type);
    expect(ancestors.join(' ')).toContain(around);
    expect(placeOf(call).line).toBe(text.split('\n').findIndex((line) => line.includes('x.y')) + 1);
  });

  it.each([
    ['minified text', `class A { int a = 1; ${'int b; '.repeat(20_000)} }`],
    ['ten megabytes', 'class A {}\n'.repeat(1_000_000)],
  ])('leaves out %s with one problem', (_, text) => {
    const { root, problems } = parseSource(java, 'A.java', text);
    expect(root).toBeUndefined();
    expect(problems.map((p) => p.code)).toEqual(['java-left-out']);
  });

  it.each([
    ['nesting', `class A { int x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}; }`],
    ['brackets that never close', '{'.repeat(40_000)],
    ['noise', 'class { ]]} @@ \u0000\uffff "\n'.repeat(2_000)],
  ])('survives %s', (_, text) => {
    const { root } = parseSource(java, 'A.java', text);
    const depth = (node: { readonly children: readonly { readonly children: readonly never[] }[] }): number => 1 + Math.max(0, ...node.children.map(depth));
    expect(root === undefined || depth(root as never) <= 400).toBe(true);
  });

  it.each(['java', 'kotlin', 'go', 'python', 'csharp', 'php', 'ruby', 'rust'] as readonly SourceLanguage[])('%s loads', async (language) => {
    const { root } = parseSource(await loadLanguage(language), 'x', language === 'php' ? '<?php f(1);' : 'f(1)\n');
    expect(root!.children.length).toBeGreaterThan(0);
  });
});

describe('the table of client libraries', () => {
  const library = (id: string, ...matches: readonly string[]): ClientLibrary => ({ id, imports: [id], dependency: 'calls', protocol: 'http', calls: matches.map((match) => ({ match })) });
  const find = createMatcher([library('a', 'requests.{get,post}', 'new x.y.Client', 'Session#*'), library('b', '@Remote', 'X::new')]);

  it.each([['requests.get', 'a'], ['new x.y.Client', 'a'], ['Session#send', 'a'], ['@Remote', 'b'], ['X::new', 'b']])('%s is of %s', (name, id) => {
    expect(find(name).map((m) => m.library.id)).toEqual([id]);
  });

  it.each(['requests.put', 'my.requests.get', 'new xxy.Client', 'Session', '@Remote2', ''])('%j is of none', (name) => {
    expect(find(name)).toEqual([]);
  });

  it('gives the marks that files are scanned for', () => {
    expect(mentions('import b.c;', marksOf([library('a'), library('b')]))).toBe(true);
    expect(mentions('nothing', ['a.b'])).toBe(false);
  });
});

describe('text with holes', () => {
  it('joins texts and keeps holes', () => {
    expect(concat([{ text: 'a' }], [{ text: '' }, { text: 'b' }], [{ env: 'X' }])).toEqual([{ text: 'ab' }, { env: 'X' }]);
  });

  it('fills verbs of a format string', () => {
    expect(showTemplate(format([{ text: 'http://%s:%d/%%' }], [[{ env: 'H' }], [{ text: '80' }]], 'percent'))).toBe('http://${H}:80/%');
    expect(showTemplate(format([{ text: 'http://{1}/{0}/{2}' }], [[{ text: 'a' }], [{ text: 'b' }]], 'braces'))).toBe('http://b/a/…');
  });

  it('reads placeholders with fallbacks', () => {
    expect(placeholders('http://${a.host:${B:x}}:80')).toEqual([{ text: 'http://' }, { property: 'a.host', fallback: [{ property: 'B', fallback: [{ text: 'x' }] }] }, { text: ':80' }]);
    expect(placeholders('${open')).toEqual([{ text: '${open' }]);
    expect(placeholders('${'.repeat(50_000)).length).toBeGreaterThan(0);
  });
});
