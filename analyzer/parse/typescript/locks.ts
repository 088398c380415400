import { ts } from 'ts-morph';
import { callsUntil, type Stretch } from './holdings.js';
import { enclosingFunction, isFunctionNode, walk } from './source/syntax.js';

/**
 * Code of a file that holds a mutex of `async-mutex`, which outlives the call: `mutex.runExclusive(run)`, and what stands between
 * `const release = await mutex.acquire()` and `release()`.
 */
export function locksIn(source: ts.SourceFile): Stretch[] {
  if (!source.text.includes('async-mutex')) return [];
  const mutexes = mutexesIn(source);
  const found: Stretch[] = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression) || !mutexes.has(lastName(node.expression.expression))) return;
    if (node.expression.name.text === 'runExclusive') found.push({ at: node, bodies: node.arguments.filter(isFunctionNode) });
    if (node.expression.name.text === 'acquire') found.push(...callsUntil(node, releases(node)));
  });
  return found;
}

/** Names of fields and of variables outside of functions that hold one. */
function mutexesIn(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  walk(source, (node) => {
    if (!ts.isNewExpression(node) || node.expression.getText(source) !== 'Mutex') return;
    const { parent } = node;
    if (ts.isPropertyDeclaration(parent) || (ts.isVariableDeclaration(parent) && !enclosingFunction(parent))) names.add(parent.name.getText(source));
    if (ts.isBinaryExpression(parent) && ts.isPropertyAccessExpression(parent.left)) names.add(parent.left.name.text);
  });
  return names;
}

const lastName = (node: ts.Expression): string => (ts.isPropertyAccessExpression(node) ? node.name.text : node.getText());

/** The function that `acquire` gave, or `mutex.release()`. */
function releases(acquire: ts.CallExpression): (call: ts.CallExpression) => boolean {
  const declared = ts.isAwaitExpression(acquire.parent) && ts.isVariableDeclaration(acquire.parent.parent) ? acquire.parent.parent.name.getText() : undefined;
  return ({ expression }) => (ts.isIdentifier(expression) ? expression.text === declared : ts.isPropertyAccessExpression(expression) && expression.name.text === 'release');
}
