import { describe, expect, it } from 'vitest';
import { get, parseYaml, placeOf, toPlain } from './index.js';

describe('lines that are indented too little, as the decoder of Kubernetes takes them', () => {
  it.each([
    ['a closing bracket', 'a:\n  args: [\n    "x", # first, of "two"\n    "# y"\n  ]\n  b: 1\n', { a: { args: ['x', '# y'], b: 1 } }],
    ['a closing brace', 'a: {\n}\nb: 2\n', { a: {}, b: 2 }],
    ['items', '- [\n"a",\n"b"\n]\n', [['a', 'b']]],
    ['quoted text', 'a: "x # y\nz"\nb: 1\n', { a: 'x # y z', b: 1 }],
  ])('%s', (_, text, expected) => {
    const { documents, problems } = parseYaml('a.yaml', text);
    expect(problems).toEqual([]);
    expect(toPlain(documents[0]?.root)).toEqual(expected);
  });

  it('keep every place', () => {
    const { documents } = parseYaml('a.yaml', 'a: [\n  1\n]\nb: 2\n');
    const b = get(documents[0]?.root, 'b');
    expect(b && placeOf(b)).toEqual({ file: 'a.yaml', line: 4, column: 4, length: 1 });
  });

  it('are reported when there are too many', () => {
    expect(parseYaml('a.yaml', `a: [\n${'1,\n'.repeat(1000)}]\n`).problems.map(({ code }) => code)).toEqual(['yaml-syntax']);
  });
});
