import { childOf, childrenOf, childrenOfType, textOf, type SourceNode } from '../../source/index.js';
import { addAssignment, assign, bind, NOTHING, type Binding, type Expression, type Parameter, type Position } from '../../source/flow/index.js';
import { lower, scopeOf } from './expressions.js';
import { attemptsOf } from './failures.js';

export function lowerBlock(at: Position, block: SourceNode | undefined): void {
  for (const statement of block?.children ?? []) lowerStatement(at, statement);
}

const PARTS: ReadonlySet<string> = new Set(['block', 'statement_list', 'if_statement', 'expression_case', 'default_case', 'type_case', 'communication_case', 'expression_switch_statement', 'type_switch_statement', 'select_statement', 'labeled_statement']);

function lowerStatement(at: Position, node: SourceNode): void {
  if (PARTS.has(node.type)) return lowerParts(at, node);
  switch (node.type) {
    case 'short_var_declaration': return assignAll(at, node, true);
    case 'assignment_statement': return assignAll(at, node, false);
    case 'var_declaration': case 'const_declaration': return lowerDeclaration(at, node);
    case 'return_statement': return lowerReturn(at, node);
    case 'for_statement': return lowerFor(at, node);
    case 'comment': return;
    default: for (const child of node.children) lower(at, child);
  }
}

function lowerParts(at: Position, node: SourceNode): void {
  for (const child of node.children) {
    if (PARTS.has(child.type) || child.type.endsWith('_statement') || child.type.endsWith('_declaration')) lowerStatement(at, child);
    else lower(at, child);
  }
}

function assignAll(at: Position, node: SourceNode, declares: boolean): void {
  const left = childOf(node, 'left')?.children ?? [];
  const values = (childOf(node, 'right')?.children ?? []).map((child) => lower(at, child));
  left.forEach((target, index) => {
    const whole = values[0];
    const value: Expression | undefined = values.length >= left.length ? values[index] : whole && { is: 'part', node: whole.node, of: whole, index };
    if (value) assignTo(at, target, value, node, declares);
  });
}

function assignTo(at: Position, target: SourceNode, value: Expression, node: SourceNode, declares: boolean): void {
  if (target.type === 'identifier') {
    const name = textOf(target);
    if (name !== '_') assign(declares ? at.scope : scopeOf(at, name), name, value, node, declares);
  } else if (target.type === 'selector_expression') {
    const of = childOf(target, 'operand');
    if (of) addAssignment(at, { of: lower(at, of), name: textOf(childOf(target, 'field') ?? target), value });
  } else if (target.type === 'index_expression') {
    const key = lower(at, childOf(target, 'index') ?? NOTHING);
    const of = childOf(target, 'operand');
    if (key.is === 'text' && of) addAssignment(at, { of: lower(at, of), name: key.text, value });
  } else if (target.type === 'unary_expression') assignThrough(at, childOf(target, 'operand'), value);
}

/** `*target = value`, where `target` is a parameter. */
function assignThrough(at: Position, pointer: SourceNode | undefined, value: Expression): void {
  const name = pointer && textOf(pointer);
  const binding = name === undefined ? undefined : scopeOf(at, name).bindings.get(name)?.find((b: Binding) => b.kind === 'parameter');
  if (binding) (binding.value as Parameter).outs.push(value);
}

/** `var x T`, `var x = y`, `const x = y`, in groups too. */
export function lowerDeclaration(at: Position, node: SourceNode): void {
  const specs = [...childrenOfType(node, 'var_spec', 'const_spec'), ...childrenOfType(node, 'var_spec_list').flatMap((l) => childrenOfType(l, 'var_spec'))];
  for (const spec of specs) {
    const names = childrenOf(spec, 'name');
    const values = (childOf(spec, 'value')?.children ?? []).map((child) => lower(at, child));
    const type = childOf(spec, 'type');
    names.forEach((name, index) => {
      const whole = values[0];
      const value: Expression | undefined = values.length >= names.length ? values[index] : whole ? { is: 'part', node: whole.node, of: whole, index } : declaredAs(at, spec, type);
      if (value) bind(at.scope.fn ? at.scope : at.scope.module.scope, textOf(name), { kind: 'assigned', value, node: spec, from: spec.end, ...(at.scope.fn ? { declares: true } : {}) });
    });
  }
}

/** A variable without a value: of its type. */
function declaredAs(at: Position, node: SourceNode, type: SourceNode | undefined): Expression {
  return type && ['pointer_type', 'qualified_type', 'type_identifier', 'generic_type'].includes(type.type) ? { is: 'declared', node, type: lower(at, type) } : { is: 'unknown', node };
}

function lowerReturn(at: Position, node: SourceNode): void {
  const values = (node.children[0]?.children ?? []).map((child) => lower(at, child));
  if (values.length === 0) return;
  const fn = at.scope.fn;
  fn?.returns.push(values.length === 1 ? values[0]! : { is: 'list', node, items: values });
}

function lowerFor(at: Position, node: SourceNode): void {
  const range = childrenOfType(node, 'range_clause')[0];
  const clause = childrenOfType(node, 'for_clause')[0];
  if (range) {
    const over = lower(at, childOf(range, 'right') ?? NOTHING);
    at.model.loops.push({ node, over });
    const [, element] = childOf(range, 'left')?.children ?? [];
    if (element) assignTo(at, element, { is: 'element', node: over.node, of: over }, range, true);
  } else for (const part of clause?.children ?? node.children.filter((c) => c.field !== 'body')) lowerParts(at, { ...node, type: 'block', children: [part] });
  const attempts = attemptsOf(at, node);
  lowerBlock(attempts ? { ...at, around: [...at.around, attempts] } : at, childOf(node, 'body'));
}
