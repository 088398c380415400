import type { Expression, SplatStep } from './ast.js';
import type { Cursor } from './cursor.js';
import { readHeredoc, readQuoted } from './template.js';

type Shape<T> = T extends unknown ? Omit<T, 'source' | 'start' | 'end'> : never;

const node = (cursor: Cursor, start: number, shape: Shape<Expression>): Expression => ({ ...shape, source: cursor.source, start, end: cursor.position }) as Expression;

/** https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md : expressions, by precedence from the weakest. */
export function readExpression(cursor: Cursor): Expression {
  return cursor.deeper(() => {
    cursor.skip();
    const start = cursor.position;
    const condition = readBinary(cursor, 0);
    const back = cursor.position;
    cursor.skip();
    if (!cursor.take('?')) {
      cursor.position = back;
      return condition;
    }
    const then = cursor.within(() => readExpression(cursor));
    cursor.within(() => cursor.expect(':'));
    const otherwise = readExpression(cursor);
    return node(cursor, start, { is: 'conditional', condition, then, otherwise });
  });
}

const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<=', '>=', '<', '>'], ['+', '-'], ['*', '/', '%']];

function readBinary(cursor: Cursor, level: number): Expression {
  const operators = LEVELS[level];
  if (!operators) return readUnary(cursor);
  const start = cursor.position;
  let left = readBinary(cursor, level + 1);
  for (;;) {
    const back = cursor.position;
    cursor.skip();
    const operator = operators.find((o) => cursor.sees(o) && !cursor.sees('%{') && !cursor.sees('=>'));
    if (operator === undefined) {
      cursor.position = back;
      return left;
    }
    cursor.position += operator.length;
    cursor.skip(true);
    left = node(cursor, start, { is: 'binary', operator, left, right: readBinary(cursor, level + 1) });
  }
}

function readUnary(cursor: Cursor): Expression {
  cursor.skip();
  const start = cursor.position;
  for (const operator of ['!', '-'] as const)
    if (cursor.take(operator)) return cursor.deeper(() => node(cursor, start, { is: 'unary', operator, of: readUnary(cursor) }));
  return readSteps(cursor, start, readTerm(cursor));
}

const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readTerm(cursor: Cursor): Expression {
  const start = cursor.position;
  if (cursor.sees('"')) return node(cursor, start, { is: 'template', parts: readQuoted(cursor) });
  if (cursor.sees('<<')) return node(cursor, start, { is: 'template', parts: readHeredoc(cursor) });
  if (cursor.take('(')) {
    const inner = cursor.within(() => readExpression(cursor));
    cursor.within(() => cursor.expect(')'));
    return inner;
  }
  if (cursor.take('[')) return cursor.within(() => readList(cursor, start));
  if (cursor.take('{')) return readObject(cursor, start);
  const number = cursor.takePattern(NUMBER);
  if (number !== undefined) return node(cursor, start, { is: 'literal', value: Number(number) });
  const name = readFunctionName(cursor);
  if (name === undefined) cursor.fail('expected an expression');
  if (cursor.take('(')) return cursor.within(() => readCall(cursor, start, name));
  if (name === 'true' || name === 'false') return node(cursor, start, { is: 'literal', value: name === 'true' });
  if (name === 'null') return node(cursor, start, { is: 'literal', value: null });
  return node(cursor, start, { is: 'name', name });
}

/** `provider::aws::arn_parse` is one name. */
function readFunctionName(cursor: Cursor): string | undefined {
  let name = cursor.takeName();
  while (name !== undefined && cursor.take('::')) name += `::${cursor.takeName() ?? cursor.fail('expected a name')}`;
  return name;
}

function readCall(cursor: Cursor, start: number, name: string): Expression {
  const args: Expression[] = [];
  let expand = false;
  for (;;) {
    cursor.skip();
    if (cursor.take(')')) return node(cursor, start, { is: 'call', name, args, expand });
    args.push(readExpression(cursor));
    cursor.skip();
    if (cursor.take('...')) expand = true;
    cursor.skip();
    if (!cursor.take(',') && !cursor.sees(')')) cursor.fail('expected `,` or `)`');
  }
}

function readList(cursor: Cursor, start: number): Expression {
  const loop = readFor(cursor, start, 'list', ']');
  if (loop) return loop;
  const items: Expression[] = [];
  for (;;) {
    cursor.skip();
    if (cursor.take(']')) return node(cursor, start, { is: 'list', items });
    items.push(readExpression(cursor));
    cursor.skip();
    if (!cursor.take(',') && !cursor.sees(']')) cursor.fail('expected `,` or `]`');
  }
}

function readObject(cursor: Cursor, start: number): Expression {
  const loop = cursor.within(() => readFor(cursor, start, 'object', '}'));
  if (loop) return loop;
  return cursor.within(() => {
    const entries: { key: Expression; value: Expression }[] = [];
    for (;;) {
      cursor.skip(true);
      while (cursor.take(',')) cursor.skip(true);
      if (cursor.take('}')) return node(cursor, start, { is: 'object', entries });
      const key = readExpression(cursor);
      cursor.skip();
      if (!cursor.take('=') && !cursor.take(':')) cursor.fail('expected `=` after the key');
      cursor.skip(true);
      entries.push({ key, value: readExpression(cursor) });
      cursor.skip();
      if (!cursor.sees('}') && !cursor.sees(',') && !cursor.sees('\n')) cursor.fail('expected `,`, `}` or a new line');
    }
  }, false);
}

const FOR = /for(?=[\s])/y;

function readFor(cursor: Cursor, start: number, makes: 'list' | 'object', close: string): Expression | undefined {
  cursor.skip(true);
  const back = cursor.position;
  if (cursor.takePattern(FOR) === undefined) return undefined;
  const names = readForNames(cursor);
  // `{ for = 1 }` is an object with a key of that name.
  if (names === undefined) {
    cursor.position = back;
    return undefined;
  }
  const over = readExpression(cursor);
  cursor.expect(':');
  const first = readExpression(cursor);
  cursor.skip();
  const value = makes === 'object' ? (cursor.expect('=>'), readExpression(cursor)) : first;
  cursor.skip();
  const grouped = cursor.take('...');
  cursor.skip();
  const condition = cursor.takePattern(/if\b/y) === undefined ? undefined : readExpression(cursor);
  cursor.expect(close);
  return node(cursor, start, { is: 'for', makes, ...names, over, ...(makes === 'object' ? { key: first } : {}), value, ...(condition ? { condition } : {}), grouped });
}

/** `k, v in`, the head that loops of expressions and of templates share. */
export function readForNames(cursor: Cursor): { keyName?: string; valueName: string } | undefined {
  cursor.skip();
  const first = cursor.takeName();
  if (first === undefined) return undefined;
  cursor.skip();
  let second: string | undefined;
  if (cursor.take(',')) {
    cursor.skip();
    second = cursor.takeName();
    cursor.skip();
  }
  if (cursor.takePattern(/in\b/y) === undefined) return undefined;
  return second === undefined ? { valueName: first } : { keyName: first, valueName: second };
}

function readSteps(cursor: Cursor, start: number, first: Expression): Expression {
  let current = first;
  for (;;) {
    if (cursor.sees('...')) return current;
    if (cursor.take('.')) {
      if (cursor.take('*')) {
        // Its steps are names alone: an index after them chooses among the results.
        current = node(cursor, start, { is: 'splat', of: current, steps: readSplatSteps(cursor, false) });
        continue;
      }
      const name = cursor.takeName();
      const index = name === undefined ? cursor.takePattern(/\d+/y) : undefined;
      if (name !== undefined) current = node(cursor, start, { is: 'attribute', of: current, name });
      else if (index !== undefined) current = node(cursor, start, { is: 'index', of: current, key: node(cursor, cursor.position - index.length, { is: 'literal', value: Number(index) }) });
      else cursor.fail('expected a name after `.`');
    } else if (cursor.take('[')) {
      const splat = cursor.within(() => (cursor.skip(), cursor.take('*')));
      if (splat) {
        cursor.within(() => cursor.expect(']'));
        return node(cursor, start, { is: 'splat', of: current, steps: readSplatSteps(cursor, true) });
      }
      current = node(cursor, start, { is: 'index', of: current, key: readIndex(cursor) });
    } else return current;
  }
}

function readIndex(cursor: Cursor): Expression {
  return cursor.within(() => {
    const key = readExpression(cursor);
    cursor.expect(']');
    return key;
  });
}

function readSplatSteps(cursor: Cursor, indexes: boolean): SplatStep[] {
  const steps: SplatStep[] = [];
  for (;;) {
    if (!cursor.sees('...') && cursor.take('.')) steps.push({ name: cursor.takeName() ?? cursor.fail('expected a name after `.`') });
    else if (indexes && cursor.take('[')) steps.push({ key: readIndex(cursor) });
    else return steps;
  }
}
