import { childOf, childOfType, childrenOf, textOf, type SourceNode } from '../../source/index.js';
import { bind, newScope, type ClassType, type Expression, type Func, type Parameter, type Position, type Scope } from '../../source/flow/index.js';
import { lower } from './expressions.js';
import { lowerBlock } from './statements.js';

/** A function or method, without its body: bodies may use what any file of the package declares. */
export function declareFunction(at: Position, node: SourceNode, owner: ClassType | undefined): () => void {
  const name = textOf(childOf(node, 'name') ?? node);
  const receiver = childOf(node, 'receiver')?.children[0];
  const self = receiver && childOf(receiver, 'name');
  const { params, declare } = lowerParameters(at, childOf(node, 'parameters'));
  const scope = newScope(at.scope);
  const result = resultType(at, childOf(node, 'result'));
  const fn: Func = { name, node, module: at.scope.module, scope, owner, self: owner && self ? textOf(self) : undefined, params, returns: [], decorators: [], ...(result ? { resultType: result } : {}) };
  scope.fn = fn;
  declare(scope);
  if (owner && self) bind(scope, textOf(self), { kind: 'parameter', value: { name: textOf(self), index: -1, outs: [] }, node: self, from: self.start });
  at.model.functions.push(fn);
  if (owner) owner.methods.set(name, fn);
  else if (!receiver) bind(at.scope.module.scope, name, { kind: 'function', value: fn, node, from: node.start });
  return () => lowerBlock({ ...at, scope, around: [] }, childOf(node, 'body'));
}

/** The first result's type, where it is a named one. */
function resultType(at: Position, node: SourceNode | undefined): Expression | undefined {
  const first = node?.type === 'parameter_list' ? node.children[0] && childOf(node.children[0], 'type') : node;
  return first && ['pointer_type', 'qualified_type', 'type_identifier'].includes(first.type) ? lower(at, first) : undefined;
}

/** Name of the type that a method belongs to. */
export function receiverType(node: SourceNode): string | undefined {
  const receiver = childOf(node, 'receiver')?.children[0];
  let type = receiver && childOf(receiver, 'type');
  while (type && type.type !== 'type_identifier') type = childOf(type, 'type') ?? type.children[0];
  return type && textOf(type);
}

export function lowerParameters(at: Position, node: SourceNode | undefined): { readonly params: readonly Parameter[]; readonly declare: (scope: Scope) => void } {
  const params: Parameter[] = [];
  const nodes: SourceNode[] = [];
  for (const declaration of node?.children ?? []) {
    const type = childOf(declaration, 'type');
    const names = childrenOf(declaration, 'name');
    for (const name of names.length > 0 ? names : [declaration]) {
      nodes.push(name);
      params.push({
        name: name === declaration ? '_' : textOf(name), index: params.length, outs: [],
        ...(type && isNamed(type) ? { type: lower(at, type) } : {}),
        ...(declaration.type === 'variadic_parameter_declaration' ? { rest: 'list' as const } : {}),
      });
    }
  }
  return { params, declare: (scope) => params.forEach((p, i) => bind(scope, p.name, { kind: 'parameter', value: p, node: nodes[i]!, from: nodes[i]!.start })) };
}

const isNamed = (type: SourceNode): boolean => ['type_identifier', 'qualified_type', 'generic_type'].includes(type.type) || (type.type === 'pointer_type' && childOfType(type, 'type_identifier', 'qualified_type', 'pointer_type') !== undefined);
