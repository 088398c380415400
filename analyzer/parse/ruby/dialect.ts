import { childOf, childOfType, childrenOfType, textIn, textOf, type SourceNode } from '../source/index.js';
import { memoizedRead, type Argument, type Assignment, type BuiltIn, type Dialect, type Expression, type FunctionShape } from '../source/program/index.js';

/** What a node of Ruby says, in the engine's words. */
const read = memoizedRead((node): Expression => {
  switch (node.type) {
    case 'string': return { kind: 'text', parts: node.children.flatMap((c): (string | SourceNode)[] => (c.type === 'string_content' ? [textOf(c)] : c.type === 'interpolation' ? c.children.slice(0, 1) : [])) };
    case 'simple_symbol': return { kind: 'text', parts: [textOf(node).slice(1)] };
    case 'integer': case 'float': return { kind: 'number', value: Number(textOf(node).replaceAll('_', '')) };
    case 'identifier': case 'constant': case 'instance_variable': case 'class_variable': case 'global_variable': return { kind: 'name', name: textOf(node) };
    case 'scope_resolution': return childOf(node, 'scope') ? { kind: 'member', object: childOf(node, 'scope')!, name: textOf(childOf(node, 'name') ?? node) } : { kind: 'name', name: textOf(childOf(node, 'name') ?? node) };
    case 'binary': return binary(node);
    case 'conditional': return { kind: 'either', options: ['consequence', 'alternative'].flatMap((field) => childOf(node, field) ?? []) };
    case 'parenthesized_statements': return node.children[0] ? { kind: 'same', of: node.children[0] } : { kind: 'other' };
    case 'call': return call(node);
    case 'hash': return { kind: 'map', fields: pairs(node) };
    case 'array': return { kind: 'list', items: node.children };
    case 'element_reference': return node.children.length === 2 ? { kind: 'index', object: node.children[0]!, key: node.children[1]! } : { kind: 'other' };
    case 'do_block': case 'block': case 'lambda': return { kind: 'function', body: childOf(node, 'body') ?? node };
    default: return { kind: 'other' };
  }
});

function call(node: SourceNode): Expression {
  const name = textOf(childOf(node, 'method') ?? node);
  const receiver = childOf(node, 'receiver');
  const block = childOf(node, 'block');
  const given = [...argumentsOf(node), ...(block ? [{ value: block }] : [])];
  if (name === 'new' && receiver && (receiver.type === 'constant' || receiver.type === 'scope_resolution')) return { kind: 'new', type: textOf(receiver), arguments: given, fields: [] };
  return { kind: 'call', name, ...(receiver ? { receiver } : {}), types: [], arguments: given };
}

const argumentsOf = (node: SourceNode): Argument[] => {
  const list = childOfType(node, 'argument_list');
  return [...(list?.children ?? []).filter((c) => c.type !== 'pair' && c.type !== 'block_argument').map((value) => ({ value })), ...pairs(list)];
};

const pairs = (node: SourceNode | undefined): Argument[] =>
  childrenOfType(node, 'pair').flatMap((pair) => {
    const [key, value] = [childOf(pair, 'key'), childOf(pair, 'value')];
    return key && value ? [{ name: textOf(key).replace(/^[:'"]+|[:'"]+$/g, ''), value }] : [];
  });

function binary(node: SourceNode): Expression {
  const [left, right, operator] = [childOf(node, 'left'), childOf(node, 'right'), childOf(node, 'operator')?.type];
  if (!left || !right) return { kind: 'other' };
  if (operator === '+') return { kind: 'text', parts: [left, right] };
  return operator === '||' || operator === 'or' ? { kind: 'choice', options: [left, right] } : { kind: 'other' };
}

function assignments(node: SourceNode): readonly Assignment[] {
  if (node.type !== 'assignment' && node.type !== 'operator_assignment') return [];
  const [left, value] = [childOf(node, 'left'), childOf(node, 'right')];
  if (!left || !value) return [];
  if (left.type === 'call') return [{ name: textOf(childOf(left, 'method') ?? left), value, ...(childOf(left, 'receiver') ? { object: childOf(left, 'receiver')! } : {}) }];
  return left.type === 'identifier' ? [{ name: textOf(left), value }] : [{ name: textOf(left), value, field: true }];
}

function functionAt(node: SourceNode): FunctionShape | undefined {
  if (node.type !== 'method' && node.type !== 'singleton_method') return undefined;
  const name = textOf(childOf(node, 'name') ?? node);
  const body = childOf(node, 'body');
  return {
    name: name === 'initialize' ? (classAround(node) ?? name) : name,
    parameters: (childOf(node, 'parameters')?.children ?? []).map((p) => {
      const value = childOf(p, 'value');
      return { name: textOf(childOf(p, 'name') ?? p), ...(value ? { value } : {}) };
    }),
    ...(body ? { body } : {}),
  };
}

function classAround(node: SourceNode): string | undefined {
  for (let up = node.parent; up; up = up.parent) if (up.type === 'class') return classAt(up);
  return undefined;
}

const classAt = (node: SourceNode): string | undefined => (node.type === 'class' || node.type === 'module' ? textOf(childOf(node, 'name') ?? node).replace(/^.*::/, '') : undefined);

/** `ENV['X']`, `ENV.fetch('X', 'y')`, `ENV.fetch('X') { 'y' }`. */
const builtIn: BuiltIn = (_, expression, text) => {
  if (expression.kind === 'index') return textOf(expression.object) === 'ENV' ? variable(text(expression.key)[0]) : undefined;
  if (expression.kind !== 'call' || !expression.receiver || textOf(expression.receiver) !== 'ENV' || expression.name !== 'fetch') return undefined;
  const [name, otherwise] = expression.arguments.map((a) => a.value);
  const block = otherwise && read(otherwise).kind === 'function' ? otherwise.children.at(-1)?.children[0] : otherwise;
  return variable(name && text(name)[0], block && text(block)[0]);
};

type Text = ReturnType<Parameters<BuiltIn>[2]>[number];

function variable(name: Text | undefined, fallback?: Text): Text | undefined {
  const env = name && textIn(name);
  return env === undefined ? undefined : [{ env, ...(fallback ? { fallback } : {}) }];
}

export const ruby: Dialect = {
  read, assignments, functionAt, classAt,
  returns: ['return'],
  tries: { block: [], handlers: ['rescue'], fails: /\braise\b|\b(?:exit|abort)\b|\b5\d\d\b|:(?:internal_server_error|service_unavailable|bad_gateway)/ },
  builtIn,
  passesObject: new Set(['to_s', 'host', 'hostname', 'strip', 'chomp', 'freeze', 'split', 'path', 'request_uri']),
  passesArgument: new Set(['URI', 'parse', 'Integer', 'String', 'join']),
  duration: () => undefined,
  self: new Set(['self']),
};
