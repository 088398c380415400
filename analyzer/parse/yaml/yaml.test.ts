import { describe, expect, it } from 'vitest';
import { boolValue, entries, entryOf, entryPlace, get, intOrString, items, numberValue, parseYaml, placeOf, stringOf, stringValue, toPlain } from './index.js';

const root = (text: string) => parseYaml('a.yaml', text).documents[0]?.root;
const plain = (text: string) => JSON.parse(JSON.stringify(toPlain(root(text))));
const at = (text: string, ...path: (string | number)[]) => {
  const node = get(root(text), ...path);
  if (node === undefined) throw new Error(`nothing at ${path.join('.')}`);
  const { line, column, length } = placeOf(node);
  return `${line}:${column}+${length}`;
};
const problems = (text: string) => parseYaml('a.yaml', text).problems.map((problem) => `${problem.severity} ${problem.code} ${problem.line}:${problem.column}`);

describe('scalars', () => {
  it('reads plain scalars as Kubernetes does', () => {
    expect(plain('[yes, No, on, OFF, true, FALSE, y, n]')).toEqual([true, false, true, false, true, false, 'y', 'n']);
    expect(plain('[1, -2, 0644, 0x1F, 0b11, 0o17, 1_000, 1.5, .5, 1e3]')).toEqual([1, -2, 420, 31, 3, 15, 1000, 1.5, 0.5, 1000]);
    expect(plain('[~, null, "", 22:22, 2001-01-01, 1.2.3, 500m, +, 1.]')).toEqual([null, null, '', '22:22', '2001-01-01', '1.2.3', '500m', '+', 1]);
  });

  it('keeps quoted, block and !!str scalars as text', () => {
    expect(plain(`{a: "1", b: 'true', c: !!str 12, d: ! yes, e: !local x}`)).toEqual({ a: '1', b: 'true', c: '12', d: 'yes', e: 'x' });
    expect(plain('a: |\n  1\nb: >-\n  x\n  y\n')).toEqual({ a: '1\n', b: 'x y' });
    expect(get(root('a: !reset x'), 'a')).toMatchObject({ tag: '!reset' });
  });

  it('keeps the text of numbers', () => {
    expect(stringOf(get(root('v: 1.10'), 'v'))).toBe('1.10');
  });
});

describe('places', () => {
  const text = 'kind: X\nlist:\n  - name: "é"\n    on: [1, {b: c}]  # x ]\nempty:\ntext: |\n    first\n    second\n';

  it('gives line, column and length of scalars, quotes included', () => {
    expect(at(text, 'kind')).toBe('1:7+1');
    expect(at(text, 'list', 0, 'name')).toBe('3:11+3');
    expect(at(text, 'list', 0, 'on', 1, 'b')).toBe('4:17+1');
    expect(at(text, 'empty')).toBe('5:6+0');
    expect(at(text, 'text')).toBe('7:5+5');
  });

  it('gives collections from their first character to the end of that line or of themselves', () => {
    expect(at(text, 'list', 0)).toBe('3:5+9');
    expect(at(text, 'list', 0, 'on')).toBe('4:9+11');
    expect(at(text, 'list', 0, 'on', 1)).toBe('4:13+6');
    expect(at('a: [1, # ]\n  2]\nb: 1', 'a')).toBe('1:4+7');
  });

  it('gives the place of a key', () => {
    const entry = entryOf(root(text), 'empty');
    expect(entry && entryPlace(entry)).toEqual({ file: 'a.yaml', line: 5, column: 1, length: 5 });
  });

  it.each([['CRLF', '\r\n'], ['CR', '\r'], ['LF', '\n']])('counts lines that end in %s', (_, end) => {
    expect(at(['# c', 'a:', '  b: |', '    t', '  c: d', ''].join(end), 'a', 'c')).toBe('5:6+1');
  });

  it('does not count a byte-order mark as a column', () => {
    expect(at('\uFEFFa: b', 'a')).toBe('1:4+1');
    expect(problems('\uFEFFa: b: c')).toEqual(['error yaml-syntax 1:5']);
  });

  it('reads JSON', () => {
    expect(at('{\n  "a": {"b": [true, null, "\\u00e9"]}\n}', 'a', 'b', 2)).toBe('2:27+8');
  });
});

describe('documents', () => {
  it('separates them and keeps empty ones', () => {
    const { documents } = parseYaml('a.yaml', '---\na: 1\n---\n# nothing\n---\nb: 2\n...\n---\nc: 3\n');
    expect(documents.map(({ root: node }) => (node ? JSON.stringify(toPlain(node)) : undefined))).toEqual(['{"a":1}', undefined, '{"b":2}', '{"c":3}']);
  });

  it('loses only the document that has a syntax error, and keeps the places of the others', () => {
    const file = parseYaml('a.yaml', '%YAML 1.1\n---\na: 1\n---\nb: c: d\n---\nt: |\n  x\n  --- not a marker\nz: 3\n---\n"open\n');
    expect(file.documents.map(({ root: node }) => JSON.stringify(toPlain(node)))).toEqual(['{"a":1}', '{"t":"x\\n--- not a marker\\n","z":3}']);
    const z = get(file.documents[1]?.root, 'z');
    expect(z && placeOf(z)).toEqual({ file: 'a.yaml', line: 10, column: 4, length: 1 });
    expect(file.problems.map((p) => `${p.code} ${p.line}:${p.column}`)).toEqual(['yaml-syntax 5:5', 'yaml-syntax 13:1']);
  });

  it('has no document and no problem in an empty file', () => {
    expect(parseYaml('a.yaml', '')).toEqual({ documents: [], problems: [] });
    expect(parseYaml('a.yaml', '# only a comment\n').problems).toEqual([]);
  });

  it.each(['\0', '\u0001', '}{', '\t- a', '{{ .Values.x }}\na', '%FOO', '\uFFFE', '&a', '*b', '? [a]', '- - -\n -'])('never throws: %j', (text) => {
    expect(() => parseYaml('a.yaml', text)).not.toThrow();
  });
});

describe('duplicates, anchors and merges', () => {
  it('takes the last of duplicate keys and says where it is', () => {
    expect(plain('a: 1\nb: 2\na: 3')).toEqual({ a: 3, b: 2 });
    expect(problems('a: 1\nb: 2\na: 3')).toEqual(['warning yaml-duplicate-key 3:1']);
    const many = Array.from({ length: 40 }, (_, index) => `k${index}: ${index}`).join('\n');
    expect(problems(`${many}\nk3: x`)).toEqual(['warning yaml-duplicate-key 41:1']);
    expect(plain(`${many}\nk3: x`).k3).toBe('x');
  });

  it('shares the node of an alias', () => {
    const node = root('a: &x {k: 1}\nb: *x\nc: &x 5\nd: *x');
    expect(get(node, 'b')).toBe(get(node, 'a'));
    expect(stringOf(get(node, 'd'))).toBe('5');
  });

  it('merges maps and lists of maps; explicit and earlier keys win', () => {
    expect(plain('x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 0')).toMatchObject({ z: { a: 0, b: 1, c: 2 } });
    expect(plain('x: &x {a: 1}\nz: {a: 0, <<: *x, b: 3}').z).toEqual({ a: 0, b: 3 });
    expect(plain('"<<": 1')).toEqual({ '<<': 1 });
    expect(problems('<<: text')).toEqual(['error yaml-syntax 1:5']);
  });

  it('reports an alias without anchor, and one inside its own anchor', () => {
    expect(problems('a: *x')).toEqual(['error yaml-syntax 1:4']);
    expect(problems('a: &x [*x]')).toEqual(['error yaml-syntax 1:8']);
    expect(problems('a: &x 1\n---\nb: *x')).toEqual(['error yaml-syntax 3:4']);
  });

  it('keeps prototype keys as data', () => {
    const value = toPlain(root('__proto__: {polluted: true}\nconstructor: 1')) as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('ignores a complex key', () => {
    expect(plain('? [a]\n: 1\nb: 2')).toEqual({ b: 2 });
    expect(problems('? [a]\n: 1\nb: 2')).toEqual(['warning yaml-complex-key 1:3']);
  });
});

describe('hostile input', () => {
  it('bounds aliases of aliases', () => {
    const bomb = ['l0: &l0 [x,x,x,x,x,x,x,x,x,x]', ...Array.from({ length: 12 }, (_, n) => `l${n + 1}: &l${n + 1} [${Array(10).fill(`*l${n}`).join(',')}]`)].join('\n');
    const file = parseYaml('a.yaml', `${bomb}\n---\nok: 1`);
    expect(file.problems.map((problem) => problem.code)).toEqual(['yaml-alias-bomb']);
    expect(JSON.stringify(toPlain(file.documents[0]?.root)).length).toBeLessThan(2_000_000);
    expect(stringOf(get(file.documents[1]?.root, 'ok'))).toBe('1');
  });

  it('bounds merges of merges', () => {
    const wide = Array.from({ length: 500 }, (_, n) => `k${n}: 1`).join(', ');
    const merges = Array.from({ length: 1000 }, (_, n) => `m${n}: {<<: *w}`).join('\n');
    expect(parseYaml('a.yaml', `w: &w {${wide}}\n${merges}`).problems.map((problem) => problem.code)).toEqual(['yaml-alias-bomb']);
  });

  it.each(['[', '{a: ', '- '])('bounds nesting of %j', (open) => {
    expect(parseYaml('a.yaml', `ok: 1\n---\n${open.repeat(100_000)}`)).toMatchObject({ documents: [{}], problems: [{ code: 'yaml-too-deep', line: 3 }] });
  });

  it('bounds nesting through aliases', () => {
    const chain = Array.from({ length: 430 }, (_, n) => `c${n}: &c${n} [${n ? `*c${n - 1}` : 'x'}]`).join('\n');
    const file = parseYaml('a.yaml', chain);
    expect(file.problems.map((problem) => problem.code)).toEqual(['yaml-too-deep']);
    expect(() => toPlain(file.documents[0]?.root)).not.toThrow();
  });
});

describe('reading values', () => {
  const node = root('n: 3\ns: "3"\nb: yes\np: 25%\nnothing:\nm: {}\nl: [1]');

  it('tells a wrong type from a missing one', () => {
    expect(numberValue(get(node, 'n'))).toMatchObject({ value: 3, at: { line: 1, column: 4 } });
    expect(numberValue(get(node, 's'))).toMatchObject({ unknown: '3' });
    expect(numberValue(get(node, 'm'))).toMatchObject({ unknown: 'map' });
    expect(numberValue(get(node, 'nothing'))).toBeUndefined();
    expect(numberValue(undefined)).toBeUndefined();
    expect(boolValue(get(node, 'b'))).toMatchObject({ value: true });
    expect(intOrString(get(node, 'p'))).toMatchObject({ value: '25%' });
    expect(stringValue(get(node, 'n'))).toMatchObject({ value: '3' });
    expect(stringValue(get(node, 'm'))).toBeUndefined();
  });

  it('iterates only what is a collection', () => {
    expect(entries(node).map((entry) => entry.key.text)).toEqual(['n', 's', 'b', 'p', 'nothing', 'm', 'l']);
    expect(entries(get(node, 'n'))).toEqual([]);
    expect(items(get(node, 'l'))).toHaveLength(1);
    expect(get(node, 'l', 0, 'x')).toBeUndefined();
  });

  it('ends a block with a line break only where the file has one', () => {
    const text = (source: string) => toPlain(parseYaml('a.yaml', source).documents[0]?.root);
    expect(text('a: |\n  x\n  y')).toEqual({ a: 'x\ny' });
    expect(text('a: |\n  x\n  y\n')).toEqual({ a: 'x\ny\n' });
  });
});
