import { childOf, childOfType, textOf, type SourceNode } from '../../source/index.js';
import { bind, newScope, type Expression, type Func, type Parameter, type Position, type Scope } from '../../source/flow/index.js';
import { lower } from './expressions.js';
import { lowerBlock } from './statements.js';

/** A function definition; methods are not bound as names. */
export function lowerFunction(at: Position, node: SourceNode, decorators: readonly Expression[]): Func {
  const name = textOf(childOf(node, 'name') ?? node);
  const isStatic = decorators.some((d) => d.is === 'name' && d.name === 'staticmethod');
  const { params, declare, self } = lowerParameters(at, childOf(node, 'parameters'), isStatic ? undefined : at.owner);
  const scope = newScope(methodsParent(at));
  const fn: Func = { name, node, module: at.scope.module, scope, owner: at.owner, self, params, returns: [], decorators };
  scope.fn = fn;
  declare(scope);
  at.model.functions.push(fn);
  if (at.owner) at.owner.methods.set(name, fn);
  else bind(at.scope, name, { kind: 'function', value: fn, node, from: node.start });
  lowerBlock({ ...at, scope, around: [], owner: undefined }, childOf(node, 'body'));
  return fn;
}

/** Names of a class body are not visible in its methods. */
const methodsParent = (at: Position): Scope => (at.owner ? (at.scope.parent ?? at.scope) : at.scope);

export function lowerParameters(at: Position, node: SourceNode | undefined, owner: Position['owner']): { readonly params: readonly Parameter[]; readonly self: string | undefined; readonly declare: (scope: Scope) => void } {
  const named = (node?.children ?? []).filter((c) => !['comment', 'keyword_separator', 'positional_separator'].includes(c.type));
  const self = owner && named[0] ? parameterName(named[0]) : undefined;
  const all = named.map((child, i): Parameter => {
    const type = childOfType(childOf(child, 'type'), 'identifier', 'attribute');
    const value = childOf(child, 'value');
    const rest = restOf(child);
    return { name: parameterName(child), index: i - (self === undefined ? 0 : 1), outs: [], ...(type ? { type: lower(at, type) } : {}), ...(value ? { otherwise: lower(at, value) } : {}), ...(rest ? { rest } : {}) };
  });
  const declare = (scope: Scope): void => {
    all.forEach((parameter, i) => bind(scope, parameter.name, { kind: 'parameter', value: parameter, node: named[i]!, from: named[i]!.start }));
  };
  return { params: self === undefined ? all : all.slice(1), self, declare };
}

function restOf(node: SourceNode): Parameter['rest'] {
  const text = textOf(node);
  return text.startsWith('**') ? 'named' : text.startsWith('*') ? 'list' : undefined;
}

function parameterName(node: SourceNode): string {
  const name = childOf(node, 'name') ?? (node.type === 'identifier' ? node : node.children[0] ?? node);
  return textOf(name.type === 'identifier' ? name : (name.children[0] ?? name)).replace(/^\*+/, '');
}
