import { childOf, childOfType, descendantsOfType, textOf, type SourceNode } from '../../source/index.js';
import { bind, newScope, type ClassType, type Expression, type Position } from '../../source/flow/index.js';
import { lower } from './expressions.js';
import { lowerBlock } from './statements.js';
import { settingAssigned } from './settings.js';

export function lowerClass(at: Position, node: SourceNode): void {
  const name = textOf(childOf(node, 'name') ?? node);
  const bases = (childOf(node, 'superclasses')?.children ?? []).filter((c) => c.type === 'identifier' || c.type === 'attribute').map((c) => lower(at, c));
  const type: ClassType = { name, node, module: at.scope.module, bases, methods: new Map(), fields: new Map() };
  at.model.classes.push(type);
  bind(at.scope, name, { kind: 'class', value: type, node, from: node.start });
  const scope = newScope(at.scope);
  const inside: Position = { ...at, scope, owner: type, around: [] };
  lowerBlock(inside, childOf(node, 'body'));
  const fromEnvironment = bases.some((base) => /(?:^|\.)BaseSettings$/.test(textOf(base.node)));
  for (const statement of childOf(node, 'body')?.children ?? []) {
    const assignment = statement.type === 'expression_statement' ? childOfType(statement, 'assignment') : undefined;
    const left = childOf(assignment, 'left');
    if (!assignment || left?.type !== 'identifier') continue;
    const value = scope.bindings.get(textOf(left))?.find((b) => b.node === assignment)?.value as Expression | undefined;
    const declaredType = childOfType(childOf(assignment, 'type'), 'identifier', 'attribute');
    const field = fromEnvironment ? environmentField(node, assignment, textOf(left), value) : value;
    type.fields.set(textOf(left), { ...(field ? { value: field } : {}), ...(declaredType ? { type: lower(at, declaredType) } : {}) });
    // Pydantic reads it, and no framework: who makes a client of it says so.
    if (field && !fromEnvironment) settingAssigned(inside, textOf(left), field, assignment);
  }
}

/** A field of a settings class is read from the variable of its name, unless it names another. */
function environmentField(type: SourceNode, assignment: SourceNode, name: string, value: Expression | undefined): Expression {
  const prefix = /env_prefix\s*=\s*["'](\w*)["']/.exec(textOf(type))?.[1] ?? '';
  const call = value?.is === 'call' && value.callee.is === 'name' && value.callee.name === 'Field' ? value : undefined;
  const named = call?.args.find((a) => a.name === 'env' || a.name === 'validation_alias' || a.name === 'alias')?.value;
  const alias = named?.is === 'text' ? named.text : named && descendantsOfType(named.node, 'string_content').map(textOf)[0];
  const fallback = call ? (call.args.find((a) => a.name === 'default')?.value ?? call.args.find((a) => a.name === undefined && a.value.node.type !== 'ellipsis')?.value) : value;
  return { is: 'environment', node: assignment, name: alias ?? (prefix + name).toUpperCase(), ...(fallback ? { fallback } : {}) };
}
