import { ts } from 'ts-morph';
import type { Context } from '../evaluate/context.js';
import { asNumber } from '../evaluate/operators.js';
import { signature, type Call } from '../evaluate/value.js';
import { enclosingFunction, walk } from '../source/syntax.js';
import type { Found } from './source.js';

/** Milliseconds after which a signal aborts: `AbortSignal.timeout(ms)`, or a controller that a timer aborts. */
export function signalLimit(context: Context, found: Found, call: Call): number | undefined {
  if (found.value.kind !== 'reference') return undefined;
  const path = signature(found.value);
  const last = found.value.steps.find((step): step is Call => 'call' in step);
  if (path.endsWith('AbortSignal.timeout()')) return last?.arguments[0] ? asNumber(context.value(last.arguments[0], last.frame)) : undefined;
  return path.endsWith('.AbortController().signal') ? abortTimer(context, call.call) : undefined;
}

/** `setTimeout(() => controller.abort(), ms)` in the function around the call. */
function abortTimer(context: Context, at: ts.Node): number | undefined {
  const around = enclosingFunction(at) ?? at.getSourceFile();
  let limit: number | undefined;
  walk(around, (node) => {
    if (limit !== undefined || !ts.isCallExpression(node) || !isTimer(node)) return;
    const [action, ms] = node.arguments;
    if (action && ms && /\babort\b/.test(action.getText())) limit = asNumber(context.value(ms, context.root));
  });
  return limit;
}

export const isTimer = (node: ts.CallExpression): boolean => /^(?:(?:globalThis|window|global)\.)?setTimeout$/.test(node.expression.getText());

/** Milliseconds until a deadline: `Date.now() + 500`, `new Date(Date.now() + 500)`, `d.setSeconds(d.getSeconds() + 5)`. */
export function deadlineOf(context: Context, node: ts.Node): number | undefined {
  const expression = declared(node);
  if (!expression) return undefined;
  let limit: number | undefined;
  walk(expression, (child) => {
    if (limit !== undefined || !ts.isBinaryExpression(child) || child.operatorToken.kind !== ts.SyntaxKind.PlusToken) return;
    const unit = /getSeconds\(\)/.test(child.left.getText()) ? 1000 : /Date\.now\(\)|getTime\(\)|getMilliseconds\(\)/.test(child.left.getText()) ? 1 : undefined;
    const amount = unit === undefined ? undefined : asNumber(context.value(child.right, context.root));
    if (amount !== undefined && unit !== undefined) limit = amount * unit;
  });
  return limit;
}

/** The function around the option has the statements that move the date. */
function declared(node: ts.Node): ts.Node | undefined {
  return ts.isIdentifier(node) || ts.isShorthandPropertyAssignment(node) ? enclosingFunction(node) : node;
}
