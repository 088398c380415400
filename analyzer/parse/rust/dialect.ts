import { childOf, childOfType, childrenOfType, textIn, textOf, type SourceNode } from '../source/index.js';
import { memoizedRead, type Argument, type Assignment, type BuiltIn, type Dialect, type Expression, type FunctionShape } from '../source/program/index.js';

/** What a node of Rust says, in the engine's words. */
const read = memoizedRead((node): Expression => {
  switch (node.type) {
    case 'string_literal': case 'raw_string_literal': return { kind: 'text', parts: childrenOfType(node, 'string_content', 'raw_string_literal_content').map(textOf) };
    case 'integer_literal': case 'float_literal': return { kind: 'number', value: Number(textOf(node).replace(/_|[iuf](?:8|16|32|64|128|size)$/g, '')) };
    case 'identifier': case 'type_identifier': case 'field_identifier': return { kind: 'name', name: textOf(node) };
    case 'scoped_identifier': return { kind: 'name', name: textOf(childOf(node, 'name') ?? node) };
    // Fields of other values than self are found by their name too: structs are built in one place.
    case 'field_expression': return { kind: 'name', name: textOf(childOf(node, 'field') ?? node) };
    case 'try_expression': case 'await_expression': case 'parenthesized_expression': case 'type_cast_expression': return node.children[0] ? { kind: 'same', of: node.children[0] } : { kind: 'other' };
    case 'reference_expression': return childOf(node, 'value') ? { kind: 'same', of: childOf(node, 'value')! } : { kind: 'other' };
    case 'binary_expression': return childOf(node, 'operator')?.type === '+' ? { kind: 'text', parts: [childOf(node, 'left')!, childOf(node, 'right')!] } : { kind: 'other' };
    case 'call_expression': return call(node);
    case 'macro_invocation': return macro(node);
    case 'array_expression': return { kind: 'list', items: node.children };
    case 'struct_expression': return { kind: 'new', type: textOf(childOf(node, 'name') ?? node), arguments: [], fields: fieldsOf(node) };
    case 'closure_expression': return { kind: 'function', body: childOf(node, 'body') ?? node };
    default: return { kind: 'other' };
  }
});

function call(node: SourceNode): Expression {
  const called = childOf(node, 'function');
  const plain = called?.type === 'generic_function' ? childOf(called, 'function') : called;
  if (!plain) return { kind: 'other' };
  const given = (childOf(node, 'arguments')?.children ?? []).filter((c) => !/comment|attribute/.test(c.type)).map((value): Argument => ({ value }));
  if (plain.type === 'identifier') return { kind: 'call', name: textOf(plain), types: [], arguments: given };
  const [receiver, name] = plain.type === 'field_expression' ? [childOf(plain, 'value'), childOf(plain, 'field')] : [childOf(plain, 'path'), childOf(plain, 'name')];
  if (!receiver || !name) return { kind: 'other' };
  // An entry of a configuration is known by its key.
  if (textOf(name) === 'set' && given[1] && textOf(given[0]!.value) === '"bootstrap.servers"') return { kind: 'call', name: 'set_bootstrap_servers', receiver, types: [], arguments: [given[1]] };
  const fallback = receiver.type === 'call_expression' || receiver.type === 'try_expression' ? otherwise(name, receiver, given) : undefined;
  return fallback ?? { kind: 'call', name: textOf(name), receiver, types: [], arguments: given };
}

/** `env::var("X").unwrap_or_else(|_| "y".into())`. */
function otherwise(name: SourceNode, receiver: SourceNode, given: readonly Argument[]): Expression | undefined {
  if (!/^unwrap_or(?:_else)?$/.test(textOf(name)) || !given[0]) return undefined;
  const closure = read(given[0].value);
  return { kind: 'choice', options: [receiver, closure.kind === 'function' ? closure.body : given[0].value] };
}

/** `format!("http://{}/{id}", host)`. */
function macro(node: SourceNode): Expression {
  const name = textOf(childOf(node, 'macro') ?? node).replace(/^.*::/, '');
  const tokens = pathEnds(childOfType(node, 'token_tree')?.children ?? []);
  const first = tokens[0];
  if (name === 'vec') return { kind: 'list', items: tokens };
  if (!/^(?:format|concat)$/.test(name) || first?.type !== 'string_literal') return { kind: 'other' };
  const content = childOfType(first, 'string_content');
  return { kind: 'text', parts: content ? pieces(content, tokens.slice(1)) : [] };
}

/** Of `self.a.b` only `b` counts: tokens of a macro are not parsed further. */
const pathEnds = (tokens: readonly SourceNode[]): readonly SourceNode[] => tokens.filter((token, i) => !tokens[i + 1] || token.source.text.slice(token.end, tokens[i + 1]!.start).trim() !== '.');

function pieces(content: SourceNode, values: readonly SourceNode[]): (string | SourceNode)[] {
  const text = textOf(content);
  const parts: (string | SourceNode)[] = [];
  let end = 0;
  let next = 0;
  for (const hole of text.matchAll(/\{(\w*)(?::[^{}]*)?\}/g)) {
    parts.push(text.slice(end, hole.index));
    const start = content.start + hole.index + 1;
    // A name inside of the text is as good as an identifier there.
    if (/^[a-z_]/i.test(hole[1]!)) parts.push({ ...content, type: 'identifier', start, end: start + hole[1]!.length, parent: content, children: [] });
    else if (values[next]) parts.push(values[next++]!);
    end = hole.index + hole[0].length;
  }
  return [...parts, text.slice(end)];
}

const fieldsOf = (node: SourceNode): Argument[] =>
  (childOf(node, 'body')?.children ?? []).flatMap((field): Argument[] => {
    if (field.type === 'shorthand_field_initializer') return [{ name: textOf(field), value: field.children[0]! }];
    const [name, value] = [childOf(field, 'field') ?? childOf(field, 'name'), childOf(field, 'value')];
    return name && value ? [{ name: textOf(name), value }] : [];
  });

function assignments(node: SourceNode): readonly Assignment[] {
  const [pattern, name, type, value] = ['pattern', 'name', 'type', 'value'].map((field) => childOf(node, field));
  const more = { ...(type ? { type: textOf(type) } : {}), ...(value ? { value } : {}) };
  switch (node.type) {
    case 'let_declaration': return pattern ? [{ name: textOf(pattern).replace(/^mut\s+/, ''), ...more }] : [];
    case 'const_item': case 'static_item': case 'field_declaration': return name ? [{ name: textOf(name), ...more, field: true }] : [];
    case 'struct_expression': return fieldsOf(node).filter((f) => f.value.type !== 'identifier' || textOf(f.value) !== f.name).map((f) => ({ name: f.name!, value: f.value, field: true }));
    default: return [];
  }
}

function functionAt(node: SourceNode): FunctionShape | undefined {
  if (node.type !== 'function_item') return undefined;
  const [body, returns] = [childOf(node, 'body'), childOf(node, 'return_type')];
  return {
    name: textOf(childOf(node, 'name') ?? node),
    parameters: childrenOfType(childOf(node, 'parameters'), 'parameter').map((p) => ({ name: textOf(childOf(p, 'pattern') ?? p).replace(/^mut\s+/, ''), type: textOf(childOf(p, 'type') ?? p) })),
    ...(returns ? { returns: textOf(returns) } : {}),
    ...(body ? { body } : {}),
  };
}

/** `env::var("X")`, `env!("X")` is of the build. */
const builtIn: BuiltIn = (_, expression, text) => {
  if (expression.kind !== 'call' || !expression.receiver || !/^(?:var|var_os)$/.test(expression.name) || !/(?:^|::)env$/.test(textOf(expression.receiver))) return undefined;
  const [name] = expression.arguments[0] ? text(expression.arguments[0].value) : [];
  const env = name && textIn(name);
  return env === undefined ? undefined : [{ env }];
};

const FACTORS: Readonly<Record<string, number>> = { from_millis: 1, from_secs: 1000, from_secs_f32: 1000, from_secs_f64: 1000, from_mins: 60_000 };

export const rust: Dialect = {
  read, assignments, functionAt,
  classAt: (node) => (node.type === 'impl_item' || node.type === 'struct_item' ? textOf(childOf(node, 'type') ?? childOf(node, 'name') ?? node).replace(/<.*/s, '') : undefined),
  returns: ['return_expression'],
  tries: { block: [], handlers: [], fails: /(?:)/ },
  builtIn,
  passesObject: new Set(['unwrap', 'expect', 'to_string', 'to_owned', 'clone', 'as_str', 'as_ref', 'into', 'as_deref', 'unwrap_or_default', 'trim', 'parse', 'to_string_lossy', 'ok', 'context', 'with_context', 'map_err', 'await']),
  passesArgument: new Set(['from', 'from_static', 'Some', 'Ok', 'parse', 'from_str', 'from_shared']),
  duration(node, number) {
    const expression = read(node);
    const factor = expression.kind === 'call' && expression.receiver && /(?:^|::)Duration$/.test(textOf(expression.receiver)) ? FACTORS[expression.name] : undefined;
    const amount = factor !== undefined && expression.kind === 'call' && expression.arguments[0] ? number(expression.arguments[0].value) : undefined;
    return factor === undefined || amount === undefined ? undefined : amount * factor;
  },
  self: new Set(['self', 'Self']),
};
