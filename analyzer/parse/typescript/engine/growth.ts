import { ts } from 'ts-morph';
import { walk } from '../source/syntax.js';

/** Whether the delay that some code computes grows by a factor from attempt to attempt. */
export function growthOf(node: ts.Node): 'fixed' | 'exponential' {
  let grows = false;
  walk(node, (child) => {
    if (ts.isBinaryExpression(child) && GROWING.has(child.operatorToken.kind)) grows = true;
    if (ts.isCallExpression(child) && ts.isPropertyAccessExpression(child.expression) && child.expression.name.text === 'pow') grows = true;
    if (ts.isCallExpression(child) && /exponential/i.test(child.expression.getText())) grows = true;
  });
  return grows ? 'exponential' : 'fixed';
}

const GROWING = new Set([ts.SyntaxKind.AsteriskAsteriskToken, ts.SyntaxKind.LessThanLessThanToken, ts.SyntaxKind.AsteriskEqualsToken]);

/** Whether a random part spreads the attempts of several callers. */
export function hasJitter(node: ts.Node): boolean {
  let random = false;
  walk(node, (child) => {
    if (ts.isPropertyAccessExpression(child) && child.getText() === 'Math.random') random = true;
  });
  return random;
}
