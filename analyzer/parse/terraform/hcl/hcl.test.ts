import { describe, expect, it } from 'vitest';
import { parseHcl, placeOf, sourceOf, type Expression } from './index.js';
import { parseJsonBody } from './json.js';

const valueOf = (text: string): Expression => {
  const { body, problems } = parseHcl('main.tf', `x = ${text}\n`);
  expect(problems).toEqual([]);
  return body.attributes[0]!.value;
};

const shapeOf = (text: string): string => valueOf(text).is;

describe('bodies', () => {
  it('reads blocks, labels, arguments and comments, with places', () => {
    const { body, problems } = parseHcl('main.tf', '# first\nresource "aws_sqs_queue" "orders" { // what\n  name = "a" /* b */\n  policy {\n    deny = true\n  }\n}\n');
    expect(problems).toEqual([]);
    const block = body.blocks[0]!;
    expect([block.type, ...block.labels.map((l) => l.text)]).toEqual(['resource', 'aws_sqs_queue', 'orders']);
    expect(placeOf(block.labels[1]!)).toEqual({ file: 'main.tf', line: 2, column: 26, length: 8 });
    expect(placeOf(block.body.attributes[0]!.value)).toEqual({ file: 'main.tf', line: 3, column: 10, length: 3 });
    expect(block.body.blocks[0]!.body.attributes[0]!.name).toBe('deny');
  });

  it('goes on after a block that cannot be read, and says where it stopped', () => {
    const { body, problems } = parseHcl('main.tf', 'resource "a" "b" {\n  name = [1,\n}\n\nresource "c" "d" {\n  name = "ok"\n}\n');
    expect(problems.map((p) => [p.code, p.line])).toEqual([['hcl-syntax', 3]]);
    expect(body.blocks.map((b) => b.labels[1]!.text)).toEqual(['d']);
  });

  it('reads files with CRLF, a byte-order mark, blocks on one line and quoted keys', () => {
    const { body, problems } = parseHcl('main.tf', '\uFEFFvariable "a" { default = 1 }\r\n"b" = 2\r\n');
    expect(problems).toEqual([]);
    expect(body.blocks[0]!.body.attributes[0]!.name).toBe('default');
    expect(body.attributes[0]!.name).toBe('b');
  });
});

describe('expressions', () => {
  it.each([
    ['1 + 2 * 3', 'binary'], ['!a.b', 'unary'], ['a ? b : c', 'conditional'], ['[for k, v in m : v if v != ""]', 'for'], ['{ for k, v in m : k => v... }', 'for'],
    ['aws_x.y[*].id', 'splat'], ['aws_x.y.*.id', 'splat'], ['aws_x.y.*.id[0]', 'index'], ['a["b"].c[0]', 'index'], ['f(a, b...)', 'call'], ['provider::x::f(1)', 'call'], ['{ a = 1, "b" : 2 }', 'object'], ['-1', 'unary'], ['null', 'literal'],
  ])('%s is %s', (text, kind) => expect(shapeOf(text)).toBe(kind));

  it('binds operators by their precedence', () => {
    const sum = valueOf('1 + 2 * 3 == 7 && true');
    expect(sum.is === 'binary' && sum.operator).toBe('&&');
    expect(sum.is === 'binary' && sum.left.is === 'binary' && sum.left.operator).toBe('==');
  });

  it('lets brackets span lines', () => {
    expect(shapeOf('(\n  a ||\n  b\n)')).toBe('binary');
    expect(shapeOf('f(\n  a,\n  # why\n  b,\n)')).toBe('call');
    expect(shapeOf('{\n  a = 1\n  b = x ? 1 : 2\n}')).toBe('object');
  });

  it('reads an object with a key that is called for', () => expect(shapeOf('{ for = 1 }')).toBe('object'));
});

describe('templates', () => {
  const partsOf = (text: string) => {
    const value = valueOf(text);
    return value.is === 'template' ? value.parts.map((p) => (p.is === 'text' ? p.text : p.is === 'value' ? `<${sourceOf(p.value)}>` : p.is)) : [];
  };

  it('splits text and interpolations, nested strings among them', () => {
    expect(partsOf('"http://${a.b}:${c ? "x" : "y"}/"')).toEqual(['http://', '<a.b>', ':', '<c ? "x" : "y">', '/']);
    expect(partsOf('"a\\n\\"b\\" $${c} %%{d} \\u0041"')).toEqual(['a\n"b" ${c} %{d} A']);
  });

  it('reads directives, and strips where a tilde says so', () => {
    expect(partsOf('"%{ if a }x%{ else }y%{ endif }z"')).toEqual(['if', 'z']);
    expect(partsOf('"a ${~ b ~} c"')).toEqual(['a', '<b>', 'c']);
  });

  it('reads heredocs, indented ones without what their lines share', () => {
    expect(partsOf('<<EOT\n  {"a": "${b}"}\nEOT')).toEqual(['  {"a": "', '<b>', '"}\n']);
    expect(partsOf('<<-EOT\n    one\n      two\n    EOT')).toEqual(['one\n  two\n']);
  });

  it.each(['"${a"', '"abc', '<<EOT\nabc', '"%{ if a }x"', '"%{ endif }"'])('%s is a problem, not a crash', (text) => {
    expect(parseHcl('main.tf', `x = ${text}\n`).problems.map((p) => p.code)).toEqual(['hcl-syntax']);
  });
});

describe('hostile input', () => {
  it.each([['(', 5000], ['[', 5000], ['{ a = ', 5000], ['!', 5000], ['"${', 5000], ['f(', 5000]])('%s nested %i times stops at a limit', (open, times) => {
    const { problems } = parseHcl('main.tf', `x = ${open.repeat(times)}\nresource "a" "b" {}\n`);
    expect(problems[0]?.message).toMatch(/nested deeper|expected|not closed/);
  });

  it('reads long input of one kind', () => {
    expect(parseHcl('main.tf', `x = [${'1,'.repeat(50_000)}]\n`).problems).toEqual([]);
    expect(parseHcl('main.tf', `x = "${'${a}'.repeat(20_000)}"\n`).problems).toEqual([]);
  });
});

describe('JSON syntax', () => {
  it('gives the same tree, with templates inside strings', () => {
    const { body } = parseJsonBody('main.tf.json', '{\n "resource": { "aws_x": { "y": { "name": "${var.a}-b", "n": [1] } } },\n "locals": { "c": true }\n}');
    expect(body.blocks.map((b) => [b.type, ...b.labels.map((l) => l.text)])).toEqual([['resource', 'aws_x', 'y'], ['locals']]);
    const name = body.blocks[0]!.body.attributes[0]!;
    expect(name.value.is).toBe('template');
    expect(placeOf(name.value).line).toBe(2);
  });
});
