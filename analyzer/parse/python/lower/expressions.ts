import { childOf, childrenOfType, textOf, type SourceNode } from '../../source/index.js';
import { addCall, addObject, bind, newScope, NOTHING, type Argument, type Expression, type Func, type Position } from '../../source/flow/index.js';
import { lowerParameters } from './functions.js';

/** An expression of Python. What it does not know is `unknown`, with what is called inside of it. */
export function lower(at: Position, node: SourceNode | undefined): Expression {
  if (!node) return { is: 'unknown', node: NOTHING };
  const inner = (child: SourceNode | undefined): Expression => lower(at, child);
  switch (node.type) {
    case 'string': return lowerString(at, node);
    case 'concatenated_string': return { is: 'join', node, parts: node.children.map(inner) };
    case 'integer': case 'float': return { is: 'number', node, value: Number(textOf(node).replace(/_/g, '')) };
    case 'true': case 'false': return { is: 'constant', node, value: node.type === 'true' };
    case 'none': return { is: 'constant', node, value: null };
    case 'identifier': return { is: 'name', node, name: textOf(node), scope: at.scope };
    case 'attribute': return { is: 'member', node, of: inner(childOf(node, 'object')), name: textOf(childOf(node, 'attribute') ?? node) };
    case 'subscript': return { is: 'index', node, of: inner(childOf(node, 'value')), key: inner(childOf(node, 'subscript')) };
    case 'call': return lowerCall(at, node);
    case 'dictionary': return addObject(at, node, undefined, node.children.flatMap((c) => lowerEntry(at, c)));
    case 'list': case 'tuple': case 'set': case 'expression_list': return { is: 'list', node, items: node.children.map(inner) };
    case 'parenthesized_expression': case 'await': case 'list_splat': case 'dictionary_splat': case 'as_pattern': return inner(node.children[0]);
    case 'named_expression': return lowerNamed(at, node);
    case 'binary_operator': return lowerBinary(at, node);
    case 'unary_operator': return lowerUnary(at, node);
    case 'boolean_operator': return { is: 'choice', node, options: [inner(childOf(node, 'left')), inner(childOf(node, 'right'))] };
    case 'conditional_expression': return lowerConditional(at, node);
    case 'lambda': return lowerLambda(at, node);
    default: return lowerRest(at, node);
  }
}

function lowerRest(at: Position, node: SourceNode): Expression {
  for (const child of node.children) lower(at, child);
  return { is: 'unknown', node };
}

const ESCAPES: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\\\': '\\', "\\'": "'", '\\"': '"' };

function lowerString(at: Position, node: SourceNode): Expression {
  const parts = node.children.flatMap((child): Expression[] => {
    if (child.type === 'interpolation') return [lower(at, childOf(child, 'expression') ?? child.children[0])];
    if (child.type !== 'string_content') return [];
    const raw = textOf(child).replace(/\\[nt\\'"]/g, (escape) => ESCAPES[escape] ?? escape);
    const formatted = /^[rbu]*f/i.test(textOf(node)) ? raw.replace(/\{\{/g, '{').replace(/\}\}/g, '}') : raw;
    return [{ is: 'text', node: child, text: formatted }];
  });
  const [only] = parts;
  if (parts.length === 1 && only!.is === 'text') return { is: 'text', node, text: only!.text };
  return parts.length === 0 ? { is: 'text', node, text: '' } : { is: 'join', node, parts };
}

function lowerCall(at: Position, node: SourceNode): Expression {
  const callee = lower(at, childOf(node, 'function'));
  const list = childOf(node, 'arguments');
  const args = list?.type === 'argument_list' ? list.children.filter((c) => c.type !== 'comment').map((c) => lowerArgument(at, c)) : [];
  if (list && list.type !== 'argument_list') lower(at, list);
  return addCall(at, node, callee, args);
}

function lowerArgument(at: Position, node: SourceNode): Argument {
  if (node.type === 'keyword_argument') return { name: textOf(childOf(node, 'name') ?? node), value: lower(at, childOf(node, 'value')) };
  if (node.type === 'list_splat') return { spread: 'list', value: lower(at, node.children[0]) };
  if (node.type === 'dictionary_splat') return { spread: 'named', value: lower(at, node.children[0]) };
  return { value: lower(at, node) };
}

function lowerEntry(at: Position, node: SourceNode): { readonly key: string | undefined; readonly value: Expression }[] {
  if (node.type === 'dictionary_splat') return [{ key: undefined, value: lower(at, node.children[0]) }];
  if (node.type !== 'pair') return [];
  const key = lower(at, childOf(node, 'key'));
  const value = lower(at, childOf(node, 'value'));
  return key.is === 'text' ? [{ key: key.text, value }] : [];
}

function lowerNamed(at: Position, node: SourceNode): Expression {
  const value = lower(at, childOf(node, 'value'));
  const name = childOf(node, 'name');
  if (name) bind(at.scope, textOf(name), { kind: 'assigned', value, node, from: node.end });
  return value;
}

function lowerBinary(at: Position, node: SourceNode): Expression {
  const [left, right] = [lower(at, childOf(node, 'left')), lower(at, childOf(node, 'right'))];
  const operator = childOf(node, 'operator')?.type ?? '';
  return operator === '+' ? { is: 'join', node, parts: [left, right] } : { is: 'operation', node, operator, left, right };
}

function lowerUnary(at: Position, node: SourceNode): Expression {
  const value = lower(at, childOf(node, 'argument') ?? node.children.at(-1));
  return value.is === 'number' && textOf(node).startsWith('-') ? { is: 'number', node, value: -value.value } : { is: 'unknown', node };
}

function lowerConditional(at: Position, node: SourceNode): Expression {
  const [then, condition, otherwise] = node.children;
  lower(at, condition);
  return { is: 'choice', node, options: [lower(at, then), lower(at, otherwise)] };
}

function lowerLambda(at: Position, node: SourceNode): Expression {
  const scope = newScope(at.scope);
  const { params, declare } = lowerParameters(at, childrenOfType(node, 'lambda_parameters')[0], undefined);
  const fn: Func = { name: '', node, module: at.scope.module, scope, owner: undefined, self: undefined, params, returns: [], decorators: [] };
  scope.fn = fn;
  declare(scope);
  at.model.functions.push(fn);
  fn.returns.push(lower({ ...at, scope, around: [] }, childOf(node, 'body')));
  return { is: 'function', node, fn };
}
