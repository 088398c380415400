import { childOf, childOfType, childrenOfType, format, textIn, textOf, type SourceNode } from '../source/index.js';
import { memoizedRead, type Argument, type Assignment, type BuiltIn, type Dialect, type Expression, type FunctionShape } from '../source/program/index.js';

/** What a node of PHP says, in the engine's words. */
const read = memoizedRead((node): Expression => {
  switch (node.type) {
    case 'string': case 'encapsed_string': case 'heredoc_body': return { kind: 'text', parts: node.children.flatMap((c): (string | SourceNode)[] => (/content/.test(c.type) ? [textOf(c)] : /escape/.test(c.type) ? [] : [c])) };
    case 'integer': case 'float': return { kind: 'number', value: Number(textOf(node).replaceAll('_', '')) };
    case 'variable_name': return { kind: 'name', name: textOf(node).replace(/^\$/, '') };
    case 'name': return { kind: 'name', name: textOf(node) };
    case 'class_constant_access_expression': return node.children[0]?.type === 'relative_scope' ? { kind: 'name', name: textOf(node.children.at(-1)!) } : { kind: 'member', object: node.children[0]!, name: textOf(node.children.at(-1)!) };
    case 'binary_expression': return binary(node);
    case 'conditional_expression': return conditional(node);
    case 'parenthesized_expression': case 'cast_expression': case 'print_intrinsic': return node.children.length > 0 ? { kind: 'same', of: node.children.at(-1)! } : { kind: 'other' };
    case 'member_access_expression': case 'nullsafe_member_access_expression': return { kind: 'member', object: childOf(node, 'object')!, name: textOf(childOf(node, 'name') ?? node) };
    case 'member_call_expression': case 'nullsafe_member_call_expression': return call(node, childOf(node, 'object'));
    case 'scoped_call_expression': return call(node, childOf(node, 'scope'));
    case 'function_call_expression': return plainCall(node);
    case 'object_creation_expression': return { kind: 'new', type: qualified(childOfType(node, 'name', 'qualified_name') ?? node), arguments: argumentsOf(node), fields: [] };
    case 'array_creation_expression': return array(node);
    case 'subscript_expression': return node.children.length === 2 ? { kind: 'index', object: node.children[0]!, key: node.children[1]! } : { kind: 'other' };
    case 'anonymous_function': case 'arrow_function': case 'anonymous_function_creation_expression': return { kind: 'function', body: childOf(node, 'body') ?? node };
    default: return { kind: 'other' };
  }
});

function call(node: SourceNode, receiver: SourceNode | undefined): Expression {
  const name = textOf(childOf(node, 'name') ?? node);
  return receiver && !/^(?:self|static|parent)$/.test(textOf(receiver)) ? { kind: 'call', name, receiver, types: [], arguments: argumentsOf(node) } : { kind: 'call', name, types: [], arguments: argumentsOf(node) };
}

/** A class by the name that the file imports it by. */
function qualified(node: SourceNode): string {
  const name = textOf(node).replace(/^\\/, '');
  const imported = /^\w+$/.test(name) ? new RegExp(`\\buse\\s+\\\\?([\\w\\\\]+\\\\${name})\\s*;`, 'm').exec(node.source.text)?.[1] : undefined;
  return imported ?? name;
}

/** Functions that do much else are calls of a client only with an address. */
function plainCall(node: SourceNode): Expression {
  const name = textOf(childOf(node, 'function') ?? node).replace(/^.*\\/s, '');
  const given = argumentsOf(node);
  if (name === 'curl_setopt' && textOf(given[1]?.value ?? node) !== 'CURLOPT_URL') return { kind: 'other' };
  if (name === 'file_get_contents' && !/https?:|url/i.test(textOf(given[0]?.value ?? node))) return { kind: 'other' };
  return { kind: 'call', name, types: [], arguments: given };
}

function binary(node: SourceNode): Expression {
  const [left, right, operator] = [childOf(node, 'left'), childOf(node, 'right'), childOf(node, 'operator')?.type];
  if (!left || !right) return { kind: 'other' };
  if (operator === '.') return { kind: 'text', parts: [left, right] };
  return operator === '??' ? { kind: 'choice', options: [left, right] } : { kind: 'other' };
}

/** `a ?: b` is a when it is set; `c ? a : b` one of them. */
function conditional(node: SourceNode): Expression {
  const [condition, body, alternative] = [childOf(node, 'condition')!, childOf(node, 'body'), childOf(node, 'alternative')!];
  return body ? { kind: 'either', options: [body, alternative] } : { kind: 'choice', options: [condition, alternative] };
}

function array(node: SourceNode): Expression {
  const elements = childrenOfType(node, 'array_element_initializer');
  if (elements.some((e) => e.children.length < 2)) return { kind: 'list', items: elements.flatMap((e) => e.children.slice(-1)) };
  return { kind: 'map', fields: elements.flatMap((e): Argument[] => [{ name: keyOf(e.children[0]!), value: e.children[1]! }]) };
}

/** `'timeout'`, or a constant's last name: `RequestOptions::TIMEOUT` is `timeout`. */
function keyOf(node: SourceNode): string {
  const text = textOf(node).replace(/^['"]|['"]$/g, '');
  return /::/.test(text) ? text.slice(text.lastIndexOf(':') + 1).toLowerCase() : text;
}

function argumentsOf(node: SourceNode): Argument[] {
  return childrenOfType(childOfType(node, 'arguments'), 'argument').flatMap((argument): Argument[] => {
    const name = childOf(argument, 'name');
    const value = argument.children.filter((c) => c !== name).at(-1);
    return value ? [{ ...(name ? { name: textOf(name) } : {}), value }] : [];
  });
}

const bare = (node: SourceNode): string => textOf(node).replace(/^\$/, '');

function assignments(node: SourceNode): readonly Assignment[] {
  switch (node.type) {
    case 'property_declaration': return childrenOfType(node, 'property_element').map((e) => typed(childOf(e, 'name') ?? e.children[0]!, childOf(node, 'type'), e.children[1]));
    case 'const_declaration': return childrenOfType(node, 'const_element').map((e) => ({ name: textOf(e.children[0]!), field: true as const, ...(e.children[1] ? { value: e.children[1] } : {}) }));
    // The field holds what the constructor is given.
    case 'property_promotion_parameter': return [typed(childOf(node, 'name')!, childOf(node, 'type'), childOf(node, 'name'))];
    case 'assignment_expression': {
      const [left, value] = [childOf(node, 'left'), childOf(node, 'right')];
      if (!left || !value) return [];
      if (left.type === 'variable_name') return [{ name: bare(left), value }];
      if (left.type !== 'member_access_expression') return [];
      const name = textOf(childOf(left, 'name') ?? left);
      const object = childOf(left, 'object')!;
      return textOf(object) === '$this' ? [{ name, value, field: true }] : [{ name, value, object }];
    }
    default: return [];
  }
}

const typed = (name: SourceNode, type: SourceNode | undefined, value: SourceNode | undefined): Assignment => ({ name: bare(name), field: true, ...(type ? { type: textOf(type) } : {}), ...(value ? { value } : {}) });

function functionAt(node: SourceNode): FunctionShape | undefined {
  if (node.type !== 'method_declaration' && node.type !== 'function_definition') return undefined;
  const name = textOf(childOf(node, 'name') ?? node);
  const [body, returns] = [childOf(node, 'body'), childOf(node, 'return_type')];
  return {
    name: name === '__construct' ? (classAt(node.parent?.parent ?? node) ?? name) : name,
    parameters: (childOf(node, 'parameters')?.children ?? []).map((p) => {
      const [own, type, value] = [childOf(p, 'name'), childOf(p, 'type'), childOf(p, 'default_value')];
      return { name: own ? bare(own) : '', ...(type ? { type: textOf(type) } : {}), ...(value ? { value } : {}) };
    }),
    ...(returns ? { returns: textOf(returns) } : {}),
    ...(body ? { body } : {}),
  };
}

const classAt = (node: SourceNode): string | undefined => (node.type === 'class_declaration' || node.type === 'trait_declaration' ? textOf(childOf(node, 'name') ?? node) : undefined);

/** Reads of the environment, and texts by a pattern. */
const builtIn: BuiltIn = (_, expression, text) => {
  if (expression.kind === 'call' && !expression.receiver && expression.name === 'sprintf' && expression.arguments[0]) return format(text(expression.arguments[0].value)[0] ?? [], expression.arguments.slice(1).map((a) => text(a.value)[0] ?? []), 'percent');
  const first = expression.kind === 'index' && /^\$_(?:ENV|SERVER)$/.test(textOf(expression.object)) ? expression.key : expression.kind === 'call' && !expression.receiver && /^(?:getenv|env)$/.test(expression.name) ? expression.arguments[0]?.value : undefined;
  const [name] = first ? text(first) : [];
  const env = name && textIn(name);
  if (env === undefined) return undefined;
  const otherwise = expression.kind === 'call' && expression.name === 'env' ? expression.arguments[1] : undefined;
  const [fallback] = otherwise ? text(otherwise.value) : [];
  return [{ env, ...(fallback ? { fallback } : {}) }];
};

export const php: Dialect = {
  read, assignments, functionAt, classAt,
  returns: ['return_statement'],
  tries: { block: ['compound_statement'], handlers: ['catch_clause'], fails: /\bthrow\b|\b(?:exit|die|abort)\b|\b5\d\d\b/ },
  builtIn,
  namesValue: new Set(['setParameter']),
  passesObject: new Set(['__toString']),
  passesArgument: new Set(['rtrim', 'trim', 'ltrim', 'strval', 'Uri', 'explode']),
  duration: () => undefined,
  self: new Set(['$this', 'self', 'static']),
};
