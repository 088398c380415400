import { ts } from 'ts-morph';
import { push } from '../../../facts/groups.js';
import type { Context } from '../evaluate/context.js';
import type { Module } from './module.js';
import { referencesTo, type ReferenceSpace } from './references.js';
import type { Declaration } from './scope.js';
import { enclosingClass, nameText, walk, type FunctionNode } from './syntax.js';

type Callish = ts.CallExpression | ts.NewExpression;

/** Functions that are called from more places are utilities: their callers say nothing about one value. */
const MAX_CALLS = 24;

/** Calls of a function or constructor of the tree; undefined when there are too many. */
export function createCallIndex(space: ReferenceSpace, modules: readonly Module[], context: () => Context): (node: FunctionNode) => readonly Callish[] | undefined {
  const known = new Map<FunctionNode, readonly Callish[] | undefined>();
  let methods: ReadonlyMap<string, readonly ts.CallExpression[]> | undefined;
  const find = (node: FunctionNode): readonly Callish[] => {
    if (ts.isConstructorDeclaration(node)) return constructions(space, node);
    const member = memberName(node);
    if (member !== undefined) return methodCalls((methods ??= methodTable(modules)), node, member, context());
    const declaration = declarationOf(node);
    return declaration ? callsAmong(referencesTo(space, declaration)) : [];
  };
  return (node) => {
    if (known.has(node)) return known.get(node);
    known.set(node, []);
    const found = find(node);
    const result = found.length > MAX_CALLS ? undefined : found;
    known.set(node, result);
    return result;
  };
}

function declarationOf(node: FunctionNode): Declaration | undefined {
  if (ts.isFunctionDeclaration(node)) return node;
  return ts.isVariableDeclaration(node.parent) ? node.parent : undefined;
}

/** `f(..)`, `new F(..)` and `ns.f(..)`. */
function callsAmong(references: readonly ts.Identifier[]): Callish[] {
  return references.flatMap((id) => {
    const callee = ts.isPropertyAccessExpression(id.parent) && id.parent.name === id ? id.parent : id;
    const { parent } = callee;
    return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === callee ? [parent] : [];
  });
}

/** `new C(..)` and `super(..)` of classes that extend it. */
function constructions(space: ReferenceSpace, node: ts.ConstructorDeclaration): Callish[] {
  const owner = enclosingClass(node);
  if (!owner || !ts.isClassDeclaration(owner)) return [];
  const references = referencesTo(space, owner);
  const direct = callsAmong(references).filter(ts.isNewExpression);
  const inherited = references.flatMap((id) => {
    const clause = id.parent.parent;
    return ts.isHeritageClause(clause) && clause.token === ts.SyntaxKind.ExtendsKeyword ? superCalls(clause.parent) : [];
  });
  return [...direct, ...inherited];
}

function superCalls(node: ts.Node): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  walk(node, (child) => {
    if (ts.isCallExpression(child) && child.expression.kind === ts.SyntaxKind.SuperKeyword) found.push(child);
  });
  return found;
}

function methodTable(modules: readonly Module[]): Map<string, ts.CallExpression[]> {
  const table = new Map<string, ts.CallExpression[]>();
  for (const { source } of modules) {
    walk(source, (node) => {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
      const name = node.expression.name.text;
      push(table, name, node);
    });
  }
  return table;
}

/** The name that a method is called by, or a function that is a member: `{ get: function () {} }`, `helpers.get = () => {}`. */
function memberName(node: FunctionNode): string | undefined {
  if (ts.isMethodDeclaration(node)) return nameText(node.name) ?? '';
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return nameText(parent.name);
  return ts.isBinaryExpression(parent) && parent.right === node && ts.isPropertyAccessExpression(parent.left) ? parent.left.name.text : undefined;
}

function methodCalls(table: ReadonlyMap<string, readonly ts.CallExpression[]>, node: FunctionNode, name: string, context: Context): ts.CallExpression[] {
  const named = table.get(name) ?? [];
  // A name that half the program calls would take long to tell apart.
  if (named.length > 400) return [];
  return named.filter((call) => {
    const callee = context.value(call.expression, context.root);
    return callee.kind === 'function' && callee.node === node;
  });
}
