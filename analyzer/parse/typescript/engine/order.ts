import { ts } from 'ts-morph';
import type { ClientSetting } from '../../../facts/types.js';
import { walk } from '../source/syntax.js';

/** What stands around the calls of a breaker that is made here: `breaker.fire(x)` of `const breaker = new CircuitBreaker(run)`. */
export function firedIn(made: ts.Node, around: (node: ts.Node) => readonly ClientSetting[]): readonly ClientSetting[] {
  const name = ts.isVariableDeclaration(made.parent) && ts.isIdentifier(made.parent.name) ? made.parent.name.text : undefined;
  if (name === undefined) return [];
  let found: readonly ClientSetting[] = [];
  walk(made.getSourceFile(), (node) => {
    if (found.length > 0 || !ts.isCallExpression(node) || node.expression.getText() !== `${name}.fire`) return;
    const settings = around(node);
    if (settings.some(({ name }) => name === 'retriesOnCall')) found = settings;
  });
  return found;
}
