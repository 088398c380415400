import { childOf, childrenOf, childOfType, childrenOfType, textOf, type SourceNode } from '../../source/index.js';
import { addAssignment, assign, bind, type Expression, type Position } from '../../source/flow/index.js';
import { lowerClass } from './classes.js';
import { lower } from './expressions.js';
import { fallbackOf, attemptsOf } from './failures.js';
import { lowerFunction } from './functions.js';
import { lowerImport, lowerImportFrom } from './imports.js';
import { settingAssigned } from './settings.js';

export function lowerBlock(at: Position, block: SourceNode | undefined): void {
  for (const statement of block?.children ?? []) lowerStatement(at, statement);
}

function lowerStatement(at: Position, node: SourceNode): void {
  switch (node.type) {
    case 'expression_statement': return lowerBlock(at, node);
    case 'assignment': return lowerAssignment(at, node);
    case 'augmented_assignment': return void lower(at, childOf(node, 'right'));
    case 'import_statement': return lowerImport(at, node);
    case 'import_from_statement': return lowerImportFrom(at, node);
    case 'function_definition': return void lowerFunction(at, node, []);
    case 'class_definition': return lowerClass(at, node);
    case 'decorated_definition': return lowerDecorated(at, node);
    case 'return_statement': case 'yield': return lowerReturn(at, node);
    case 'if_statement': case 'elif_clause': return isForFile(node) ? lowerElse(at, node) : lowerParts(at, node);
    case 'else_clause': case 'finally_clause': case 'block': case 'match_statement': case 'case_clause': case 'module': return lowerParts(at, node);
    case 'try_statement': return lowerTry(at, node);
    case 'for_statement': return lowerFor(at, node);
    case 'while_statement': return lowerWhile(at, node);
    case 'with_statement': return lowerWith(at, node);
    case 'except_clause': case 'except_group_clause': return lowerBlock(at, childOfType(node, 'block'));
    case 'comment': case 'pass_statement': case 'global_statement': case 'nonlocal_statement': return;
    default: return void lower(at, node);
  }
}

const STATEMENTS: ReadonlySet<string> = new Set(['block', 'elif_clause', 'else_clause', 'case_clause', 'except_clause', 'finally_clause']);

/** Statements with conditions: blocks are statements, the rest expressions. */
function lowerParts(at: Position, node: SourceNode): void {
  for (const child of node.children) {
    if (STATEMENTS.has(child.type) || node.type === 'block' || node.type === 'module') lowerStatement(at, child);
    else lower(at, child);
  }
}

/** `if url.startswith("sqlite"):` the branch for a file in the place of a server; what is made in it calls nobody. */
const isForFile = (node: SourceNode): boolean => /["']sqlite/.test(textOf(childOf(node, 'condition') ?? node).slice(0, 200)) && !/\bnot\b|!=/.test(textOf(childOf(node, 'condition') ?? node));

function lowerElse(at: Position, node: SourceNode): void {
  for (const child of node.children) if (child.type === 'elif_clause' || child.type === 'else_clause') lowerStatement(at, child);
}

function lowerAssignment(at: Position, node: SourceNode): void {
  const right = childOf(node, 'right');
  const left = childOf(node, 'left');
  if (right?.type === 'assignment') lowerAssignment(at, right);
  const source = right?.type === 'assignment' ? childOf(right, 'right') : right;
  if (!left || !source) return;
  assignTo(at, left, lower(at, source), node);
}

function assignTo(at: Position, left: SourceNode, value: Expression, node: SourceNode): void {
  if (left.type === 'identifier') {
    const name = textOf(left);
    assign(isGlobal(at, name) ? at.scope.module.scope : at.scope, name, value, node);
    if (at.scope === at.scope.module.scope) settingAssigned(at, name, value, node);
  } else if (left.type === 'attribute') {
    const name = textOf(childOf(left, 'attribute') ?? left);
    addAssignment(at, { of: lower(at, childOf(left, 'object')), name, value });
    settingAssigned(at, name, value, node);
  } else if (left.type === 'subscript') {
    const key = lower(at, childOf(left, 'subscript'));
    if (key.is !== 'text') return;
    addAssignment(at, { of: lower(at, childOf(left, 'value')), name: key.text, value });
    settingAssigned(at, key.text, value, node);
  } else if (['pattern_list', 'tuple_pattern', 'list_pattern'].includes(left.type)) {
    left.children.forEach((child, index) => assignTo(at, child, { is: 'part', node: value.node, of: value, index }, node));
  }
}

/** `global name` anywhere in the function. */
function isGlobal(at: Position, name: string): boolean {
  const body = at.scope.fn && childOf(at.scope.fn.node, 'body');
  return body !== undefined && childrenOfType(body, 'global_statement').some((g) => g.children.some((c) => textOf(c) === name));
}

function lowerDecorated(at: Position, node: SourceNode): void {
  const decorators = childrenOfType(node, 'decorator').map((d) => lower(at, d.children[0]));
  const definition = childOf(node, 'definition');
  if (definition?.type === 'function_definition') lowerFunction(at, definition, decorators);
  else if (definition) lowerStatement(at, definition);
}

function lowerReturn(at: Position, node: SourceNode): void {
  const [value] = node.children;
  if (value) at.scope.fn?.returns.push(lower(at, value));
}

function lowerTry(at: Position, node: SourceNode): void {
  const fallback = fallbackOf(node);
  const inside: Position = fallback ? { ...at, around: [...at.around, { kind: 'fallback', at: fallback }] } : at;
  for (const child of node.children) lowerStatement(child.field === 'body' ? inside : at, child);
}

function lowerFor(at: Position, node: SourceNode): void {
  const over = lower(at, childOf(node, 'right'));
  at.model.loops.push({ node, over });
  const left = childOf(node, 'left');
  if (left) assignTo(at, left, { is: 'element', node: over.node, of: over }, left);
  lowerBlock(withAttempts(at, node, over), childOf(node, 'body'));
}

function lowerWhile(at: Position, node: SourceNode): void {
  const condition = childOf(node, 'condition');
  lower(at, condition);
  lowerBlock(withAttempts(at, node, undefined), childOf(node, 'body'));
}

function withAttempts(at: Position, node: SourceNode, over: Expression | undefined): Position {
  const attempts = attemptsOf(at, node, over);
  return attempts ? { ...at, around: [...at.around, attempts] } : at;
}

function lowerWith(at: Position, node: SourceNode): void {
  for (const item of childrenOfType(childOfType(node, 'with_clause'), 'with_item')) {
    const value = childOf(item, 'value');
    const alias = childOf(value, 'alias') ?? childOfType(value, 'as_pattern_target');
    const lowered = lower(at, value);
    const [name] = alias?.children ?? [];
    if (name?.type === 'identifier') bind(at.scope, textOf(name), { kind: 'assigned', value: lowered, node: value!, from: value!.end });
    else if (name) assignTo(at, name, lowered, value!);
  }
  for (const body of childrenOf(node, 'body')) lowerBlock(at, body);
}
