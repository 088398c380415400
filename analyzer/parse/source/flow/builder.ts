import { push } from '../../../facts/groups.js';
import { sourceText, type SourceNode } from '../node.js';
import type { Around, Binding, Call, ClassType, CodeModel, Expression, FieldAssignment, Func, Module, ObjectLiteral, Scope } from './model.js';

/** A model while it is being filled by a language's lowering. */
export interface ModelBuilder extends CodeModel {
  readonly modules: Map<string, Module>;
}

export const createModel = (): ModelBuilder => ({ modules: new Map(), functions: [], classes: [], calls: [], objects: [], assignments: [], loops: [] });

/** Where lowering stands: which scope names are looked up in, and what stands around calls. */
export interface Position {
  readonly model: ModelBuilder;
  readonly scope: Scope;
  readonly around: readonly AroundHere[];
  readonly owner: ClassType | undefined;
}

/** A loop that counts with a variable is no retry of calls that use it: they page through something. */
export type AroundHere = Around & { readonly variable?: string };

export function newModule(model: ModelBuilder, id: string): Module {
  const known = model.modules.get(id);
  if (known) return known;
  const scope = { parent: undefined, fn: undefined, bindings: new Map() } as unknown as { module: Module } & Scope;
  const module: Module = { id, scope };
  scope.module = module;
  model.modules.set(id, module);
  return module;
}

export const newScope = (parent: Scope, fn?: Func): Scope & { fn: Func | undefined } => ({ parent, module: parent.module, fn, bindings: new Map() });

export function bind(scope: Scope, name: string, binding: Binding): void {
  push(scope.bindings, name, binding);
}

export const assign = (scope: Scope, name: string, value: Expression, node: SourceNode, declares = false): void => bind(scope, name, { kind: 'assigned', value, node, from: node.end, ...(declares ? { declares } : {}) });

export function addCall(at: Position, node: SourceNode, callee: Expression, args: Call['args']): Call {
  const own = node.source.text.slice(node.start, node.end);
  const around = at.around.filter((a) => a.variable === undefined || !new RegExp(`\\b${a.variable}\\b`).test(own));
  const call: Call = { is: 'call', node, callee, args, scope: at.scope, around };
  at.model.calls.push(call);
  return call;
}

export function addObject(at: Position, node: SourceNode, type: Expression | undefined, entries: ObjectLiteral['entries']): ObjectLiteral {
  const literal: ObjectLiteral = { is: 'object', node, ...(type ? { type } : {}), entries, scope: at.scope };
  at.model.objects.push(literal);
  return literal;
}

export const addAssignment = (at: Position, assignment: FieldAssignment): void => void at.model.assignments.push(assignment);

/** Stands for what a broken or cut off tree lacks. */
export const NOTHING: SourceNode = { type: 'nothing', start: 0, end: 0, field: undefined, parent: undefined, children: [], source: sourceText('', '') };

/** A name that is none of the code's, so that it is a reference to itself. */
export function outsideName(node: SourceNode, name: string, scope: Scope): Expression {
  return { is: 'name', node, name, scope: { parent: undefined, module: scope.module, fn: undefined, bindings: new Map() } };
}
