import { childOf, textOf, type SourceNode } from '../../source/index.js';
import { addCall, addObject, newScope, NOTHING, type Argument, type Call, type ClassType, type Expression, type Func, type Position } from '../../source/flow/index.js';
import { aroundCall } from './failures.js';
import { lowerParameters } from './functions.js';
import { lowerBlock } from './statements.js';

/** An expression of Go. What it does not know is `unknown`, with what is called inside of it. */
export function lower(at: Position, node: SourceNode): Expression {
  const inner = (field: string): Expression => {
    const child = childOf(node, field) ?? node.children[0];
    return child ? lower(at, child) : { is: 'unknown', node };
  };
  switch (node.type) {
    case 'interpreted_string_literal': return { is: 'text', node, text: unescape(textOf(node).slice(1, -1)) };
    case 'raw_string_literal': return { is: 'text', node, text: textOf(node).slice(1, -1) };
    case 'int_literal': case 'float_literal': return { is: 'number', node, value: Number(textOf(node).replace(/_/g, '')) };
    case 'true': case 'false': return { is: 'constant', node, value: node.type === 'true' };
    case 'nil': return { is: 'constant', node, value: null };
    case 'identifier': case 'type_identifier': case 'package_identifier': case 'field_identifier': return { is: 'name', node, name: textOf(node), scope: at.scope };
    case 'selector_expression': return { is: 'member', node, of: inner('operand'), name: textOf(childOf(node, 'field') ?? node) };
    case 'qualified_type': return { is: 'member', node, of: lower({ ...at, scope: fileScope(at) }, childOf(node, 'package') ?? NOTHING), name: textOf(childOf(node, 'name') ?? node) };
    case 'index_expression': return { is: 'index', node, of: inner('operand'), key: inner('index') };
    case 'call_expression': return lowerCall(at, node);
    case 'composite_literal': return lowerLiteral(at, node, childOf(node, 'type'), childOf(node, 'body'));
    case 'literal_element': case 'parenthesized_expression': case 'pointer_type': case 'variadic_argument': case 'parenthesized_type': return node.children[0] ? lower(at, node.children[0]) : { is: 'unknown', node };
    case 'generic_type': return inner('type');
    case 'type_conversion_expression': case 'type_assertion_expression': case 'slice_expression': return inner('operand');
    case 'binary_expression': return lowerBinary(at, node);
    case 'unary_expression': return lowerUnary(at, node);
    case 'func_literal': return lowerFunctionLiteral(at, node);
    default: return lowerRest(at, node);
  }
}

/** Packages are named by the file's imports, whatever variables of the same name a function has. */
function fileScope(at: Position): Position['scope'] {
  let scope = at.scope;
  while (scope.fn && scope.parent) scope = scope.parent;
  return scope;
}

function lowerRest(at: Position, node: SourceNode): Expression {
  for (const child of node.children) lower(at, child);
  return { is: 'unknown', node };
}

const unescape = (raw: string): string => raw.replace(/\\([nt"\\])/g, (_, c: string) => ({ n: '\n', t: '\t' })[c] ?? c);

function lowerCall(at: Position, node: SourceNode): Expression {
  const target = childOf(node, 'function') ?? node.children[0] ?? NOTHING;
  const nodes = (childOf(node, 'arguments')?.children ?? []).filter((c) => c.type !== 'comment');
  if (target.type === 'identifier' && textOf(target) === 'new' && nodes[0]) return addObject(at, node, lower(at, nodes[0]), []);
  const callee = lower(at, target);
  const args = nodes.map((c): Argument => ({ value: lower(at, c), ...(c.type === 'variadic_argument' ? { spread: 'list' as const } : {}) }));
  const around = aroundCall(node);
  const call = addCall(around.length > 0 ? { ...at, around: [...at.around, ...around] } : at, node, callee, args);
  assignArguments(at, call);
  return call;
}

/** A call may assign what it is given the address of. */
function assignArguments(at: Position, call: Call): void {
  call.args.forEach(({ value }, index) => {
    if (value.is !== 'address') return;
    const out: Expression = { is: 'out', node: call.node, call, index };
    if (value.of.is === 'member') at.model.assignments.push({ of: value.of.of, name: value.of.name, value: out });
    else if (value.of.is === 'name') {
      const scope = scopeOf(at, value.of.name);
      const bindings = scope.bindings.get(value.of.name);
      if (bindings) bindings.push({ kind: 'assigned', value: out, node: call.node, from: call.node.end, maybe: true });
    }
  });
}

/** The scope that declares a name: the function's own or one around it. */
export function scopeOf(at: Position, name: string): Position['scope'] {
  for (let scope: Position['scope'] | undefined = at.scope; scope; scope = scope.parent) if (scope.bindings.has(name)) return scope;
  return at.scope.module.scope;
}

function lowerLiteral(at: Position, node: SourceNode, type: SourceNode | undefined, body: SourceNode | undefined): Expression {
  const elements = (body?.children ?? []).filter((c) => c.type !== 'comment');
  if (type && ['slice_type', 'array_type', 'implicit_length_array_type'].includes(type.type)) {
    const element = childOf(type, 'element');
    return { is: 'list', node, items: elements.map((e) => elementOf(at, e, element)) };
  }
  const fields = fieldsOf(at, type);
  const entries = elements.flatMap((element, index): { key: string | undefined; value: Expression }[] => {
    if (element.type !== 'keyed_element') {
      const value = elementOf(at, element, undefined);
      return fields[index] === undefined ? [] : [{ key: fields[index], value }];
    }
    const key = childOf(element, 'key')?.children[0];
    const value = childOf(element, 'value');
    const name = key?.type === 'interpreted_string_literal' || key?.type === 'raw_string_literal' ? textOf(key).slice(1, -1) : key && textOf(key);
    return value && name !== undefined ? [{ key: name, value: elementOf(at, value, type?.type === 'map_type' ? childOf(type, 'value') : undefined) }] : [];
  });
  return addObject(at, node, type && type.type !== 'map_type' ? lower(at, type) : undefined, entries);
}

/** Of a type of the same package, in their order: a struct may be written without the names of its fields. */
function fieldsOf({ scope }: Position, type: SourceNode | undefined): readonly string[] {
  const declared = type?.type === 'type_identifier' ? scope.module.scope.bindings.get(textOf(type))?.find(({ kind }) => kind === 'class') : undefined;
  return declared === undefined ? [] : [...(declared.value as ClassType).fields.keys()];
}

/** An element whose type may be left out, because the list says it. */
function elementOf(at: Position, node: SourceNode, type: SourceNode | undefined): Expression {
  const inner = node.type === 'literal_element' ? node.children[0] : node;
  return inner?.type === 'literal_value' ? lowerLiteral(at, inner, type, inner) : inner ? lower(at, inner) : { is: 'unknown', node };
}

function lowerBinary(at: Position, node: SourceNode): Expression {
  const [left, right] = [lower(at, childOf(node, 'left') ?? NOTHING), lower(at, childOf(node, 'right') ?? NOTHING)];
  const operator = childOf(node, 'operator')?.type ?? '';
  return operator === '+' ? { is: 'join', node, parts: [left, right] } : { is: 'operation', node, operator, left, right };
}

function lowerUnary(at: Position, node: SourceNode): Expression {
  const of = lower(at, childOf(node, 'operand') ?? node.children[0] ?? NOTHING);
  const operator = childOf(node, 'operator')?.type;
  if (operator === '&') return of.is === 'object' ? of : { is: 'address', node, of };
  if (operator === '*') return of;
  return operator === '-' && of.is === 'number' ? { is: 'number', node, value: -of.value } : { is: 'unknown', node };
}

function lowerFunctionLiteral(at: Position, node: SourceNode): Expression {
  const { params, declare } = lowerParameters(at, childOf(node, 'parameters'));
  const scope = newScope(at.scope);
  const fn: Func = { name: '', node, module: at.scope.module, scope, owner: undefined, self: undefined, params, returns: [], decorators: [] };
  scope.fn = fn;
  declare(scope);
  at.model.functions.push(fn);
  lowerBlock({ ...at, scope, around: [] }, childOf(node, 'body'));
  return { is: 'function', node, fn };
}
