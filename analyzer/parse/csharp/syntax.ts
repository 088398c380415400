import { childOf, childOfType, childrenOfType, textOf, type SourceNode } from '../source/index.js';
import { memoizedRead, type Argument, type Assignment, type Expression, type FunctionShape } from '../source/program/index.js';

/** What a node of C# says, in the engine's words. */
export const read = memoizedRead((node): Expression => {
  switch (node.type) {
    case 'string_literal': case 'verbatim_string_literal': case 'raw_string_literal': case 'character_literal': return { kind: 'text', parts: [unquoted(node)] };
    case 'interpolated_string_expression': return { kind: 'text', parts: interpolated(node) };
    case 'integer_literal': case 'real_literal': return { kind: 'number', value: Number(textOf(node).replace(/_|[a-zA-Z]+$/g, '')) };
    case 'identifier': return { kind: 'name', name: textOf(node) };
    case 'binary_expression': return binary(node);
    case 'conditional_expression': return { kind: 'either', options: [childOf(node, 'consequence')!, childOf(node, 'alternative')!].filter(Boolean) };
    case 'parenthesized_expression': case 'await_expression': case 'checked_expression': return same(node.children.at(-1));
    case 'postfix_unary_expression': return same(node.children[0]);
    case 'cast_expression': return same(childOf(node, 'value'));
    case 'as_expression': return same(childOf(node, 'left'));
    case 'member_access_expression': return { kind: 'member', object: childOf(node, 'expression')!, name: plainName(childOf(node, 'name')) };
    case 'conditional_access_expression': return conditional(node);
    case 'element_access_expression': return element(node);
    case 'invocation_expression': return invocation(node);
    case 'object_creation_expression': return creation(node, textOf(childOf(node, 'type')!));
    case 'implicit_object_creation_expression': return creation(node, targetType(node));
    case 'attribute': return { kind: 'call', name: `@${textOf(childOf(node, 'name') ?? node)}`, types: [], arguments: attributeArguments(node) };
    case 'lambda_expression': case 'anonymous_method_expression': return { kind: 'function', body: childOf(node, 'body') ?? node };
    case 'collection_expression': case 'element_binding_expression': return { kind: 'list', items: node.children.flatMap((c) => (c.type === 'argument' ? c.children.slice(-1) : [c])) };
    case 'implicit_array_creation_expression': case 'array_creation_expression': case 'initializer_expression': return { kind: 'list', items: (childOfType(node, 'initializer_expression') ?? node).children.filter((c) => c.field === undefined || node.type === 'initializer_expression') };
    default: return { kind: 'other' };
  }
});

const same = (of: SourceNode | undefined): Expression => (of ? { kind: 'same', of } : { kind: 'other' });

const ESCAPES: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\r': '\r', '\\\\': '\\', '\\"': '"', "\\'": "'" };

function unquoted(node: SourceNode): string {
  if (node.type === 'verbatim_string_literal') return textOf(node).replace(/^@"|"$/g, '').replaceAll('""', '"');
  return node.children.filter((c) => /content|escape/.test(c.type)).map((c) => ESCAPES[textOf(c)] ?? textOf(c)).join('');
}

function interpolated(node: SourceNode): (string | SourceNode)[] {
  return node.children.flatMap((child): (string | SourceNode)[] => {
    if (child.type === 'interpolation') return child.children.filter((c) => !/^interpolation_/.test(c.type)).slice(0, 1);
    return /content|escape/.test(child.type) ? [ESCAPES[textOf(child)] ?? textOf(child)] : [];
  });
}

function binary(node: SourceNode): Expression {
  const [left, right, operator] = [childOf(node, 'left')!, childOf(node, 'right')!, childOf(node, 'operator')?.type];
  if (operator === '+') return { kind: 'text', parts: [left, right] };
  return operator === '??' ? { kind: 'choice', options: [left, right] } : { kind: 'other' };
}

/** `a?.B(c)`: the binding stands for the member. */
function conditional(node: SourceNode): Expression {
  const object = childOf(node, 'condition')!;
  const binding = node.children.find((c) => c !== object);
  const inner = binding?.type === 'invocation_expression' ? childOf(binding, 'function') : binding;
  if (!binding || inner?.type !== 'member_binding_expression') return { kind: 'same', of: object };
  const name = childOf(inner, 'name');
  return binding === inner ? { kind: 'member', object, name: plainName(name) } : { kind: 'call', name: plainName(name), receiver: object, types: typeArguments(name), arguments: argumentsOf(binding) };
}

function element(node: SourceNode): Expression {
  const key = childOfType(childOf(node, 'subscript'), 'argument')?.children.at(-1);
  return key ? { kind: 'index', object: childOf(node, 'expression')!, key } : { kind: 'other' };
}

function invocation(node: SourceNode): Expression {
  const called = childOf(node, 'function');
  if (!called || called.type === 'member_binding_expression') return { kind: 'other' };
  const name = called.type === 'member_access_expression' ? childOf(called, 'name') : called;
  if (called.type !== 'member_access_expression' && called.type !== 'identifier' && called.type !== 'generic_name') return { kind: 'other' };
  const receiver = called.type === 'member_access_expression' ? childOf(called, 'expression') : undefined;
  return { kind: 'call', name: plainName(name), ...(receiver ? { receiver } : {}), types: typeArguments(name), arguments: argumentsOf(node) };
}

function creation(node: SourceNode, type: string): Expression {
  const initializer = childOfType(node, 'initializer_expression');
  const fields = (initializer?.children ?? []).flatMap((entry): Argument[] => {
    // `Name = value`, `["name"] = value` and `{ "name", value }`.
    if (entry.type === 'assignment_expression') return [{ name: textOf(childOf(entry, 'left')!).replace(/^\["|"\]$/g, ''), value: childOf(entry, 'right')! }];
    const [key, value] = entry.type === 'initializer_expression' ? entry.children : [];
    return key?.type === 'string_literal' && value ? [{ name: unquoted(key), value }] : [];
  });
  return { kind: 'new', type: type.replace(/<.*/s, ''), arguments: argumentsOf(node), fields };
}

/** `Type x = new()`, also as a field or property. */
function targetType(node: SourceNode): string {
  const declaration = node.parent?.type === 'variable_declarator' ? node.parent.parent : node.parent;
  const type = childOf(declaration, 'type');
  return type ? textOf(type) : '';
}

function argumentsOf(node: SourceNode): Argument[] {
  return childrenOfType(childOfType(node, 'argument_list'), 'argument').flatMap((argument): Argument[] => {
    const name = childOf(argument, 'name');
    const value = argument.children.filter((c) => c !== name).at(-1);
    return value ? [{ ...(name ? { name: textOf(name) } : {}), value }] : [];
  });
}

const attributeArguments = (node: SourceNode): Argument[] => childrenOfType(childOfType(node, 'attribute_argument_list'), 'attribute_argument').flatMap((argument) => argument.children.slice(-1).map((value) => ({ value })));

const plainName = (node: SourceNode | undefined): string => (node ? textOf(node.type === 'generic_name' ? (childOfType(node, 'identifier') ?? node) : node) : '');
const typeArguments = (node: SourceNode | undefined): string[] => (node?.type === 'generic_name' ? (childOfType(node, 'type_argument_list')?.children ?? []).map(textOf) : []);

export function assignments(node: SourceNode): readonly Assignment[] {
  switch (node.type) {
    case 'variable_declaration': return childrenOfType(node, 'variable_declarator').map((declarator) => declared(childOf(declarator, 'name'), childOf(node, 'type'), declarator.children.filter((c) => c.field !== 'name').at(-1)));
    case 'property_declaration': return [declared(childOf(node, 'name'), childOf(node, 'type'), propertyValue(node))];
    case 'assignment_expression': return assigned(childOf(node, 'left'), childOf(node, 'right'));
    // A class's own parameters are seen everywhere in it.
    case 'class_declaration': case 'record_declaration': return childrenOfType(childOfType(node, 'parameter_list'), 'parameter').map((p) => declared(childOf(p, 'name'), childOf(p, 'type'), undefined));
    default: return [];
  }
}

const propertyValue = (node: SourceNode): SourceNode | undefined => {
  const value = childOf(node, 'value');
  return value?.type === 'arrow_expression_clause' ? value.children[0] : value;
};

function declared(name: SourceNode | undefined, type: SourceNode | undefined, value: SourceNode | undefined): Assignment {
  return { name: name ? textOf(name) : '', ...(type && type.type !== 'implicit_type' ? { type: textOf(type) } : {}), ...(value ? { value } : {}) };
}

function assigned(left: SourceNode | undefined, value: SourceNode | undefined): readonly Assignment[] {
  if (!left || !value) return [];
  if (left.type === 'identifier') return node(left) ? [] : [{ name: textOf(left), value }];
  if (left.type !== 'member_access_expression') return [];
  const object = childOf(left, 'expression')!;
  const name = plainName(childOf(left, 'name'));
  return object.type === 'this' ? [{ name, value, field: true }] : [{ name, value, object }];
}

/** A field of an object initializer is no variable. */
const node = (left: SourceNode): boolean => left.parent?.parent?.type === 'initializer_expression';

export function functionAt(node: SourceNode): FunctionShape | undefined {
  if (!/^(?:method_declaration|constructor_declaration|local_function_statement)$/.test(node.type)) return undefined;
  const returns = childOf(node, 'returns') ?? (node.type === 'local_function_statement' ? childOf(node, 'type') : undefined);
  const body = childOf(node, 'body');
  return {
    name: textOf(childOf(node, 'name') ?? node),
    parameters: childrenOfType(childOf(node, 'parameters'), 'parameter').map((p) => {
      const type = childOf(p, 'type');
      const name = childOf(p, 'name');
      const extended = childOfType(p, 'modifier')?.source.text.slice(p.start, p.start + 5) === 'this ';
      const value = p.children.filter((c) => c.field === undefined && c.type !== 'modifier' && c.type !== 'attribute_list').at(-1);
      return { name: name ? textOf(name) : '', ...(type ? { type: `${extended ? 'this ' : ''}${textOf(type)}` } : {}), ...(value ? { value } : {}) };
    }),
    ...(returns ? { returns: textOf(returns) } : {}),
    ...(body ? { body } : {}),
  };
}

export const classAt = (node: SourceNode): string | undefined => (/^(?:class|record|struct|interface)_declaration$/.test(node.type) ? textOf(childOf(node, 'name') ?? node) : undefined);
