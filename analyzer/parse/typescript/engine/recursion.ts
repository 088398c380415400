import { ts } from 'ts-morph';
import type { ClientSetting } from '../../../facts/types.js';
import type { Context } from '../evaluate/context.js';
import { asNumber } from '../evaluate/operators.js';
import { placeOf } from '../source/module.js';
import { enclosing, walk, type FunctionNode } from '../source/syntax.js';
import { handledCondition } from './conditions.js';
import { growthOf, hasJitter } from './growth.js';
import { waitIn } from './loops.js';

/** A function that calls itself where its call has failed, with one attempt less (or more): `return load(url, left - 1)`. */
export function retryByRecursion(context: Context, fn: FunctionNode, call: ts.Node): ClientSetting[] {
  const name = nameOf(fn);
  const attempt = enclosing(call, ts.isTryStatement);
  if (name === undefined || !attempt?.catchClause || attempt.pos < fn.pos || call.end > attempt.tryBlock.end) return [];
  const again = callIn(attempt.catchClause, name);
  const counted = again && counterOf(fn, again);
  if (!again || !counted) return [];
  const waits = waitIn(attempt.catchClause);
  return [
    { name: 'retriesOnCall', value: countOf(context, attempt.catchClause, counted) ?? { unknown: again.getText().slice(0, 80), at: placeOf(again) } },
    { name: 'retryBackoff', value: { value: waits ? growthOf(attempt.catchClause) : 'none', at: placeOf(waits ?? again) } },
    handledCondition(attempt.catchClause, placeOf(again)),
    ...(waits ? [{ name: 'retryJitter', value: { value: hasJitter(attempt.catchClause), at: placeOf(waits) } }] : []),
  ];
}

function nameOf(fn: FunctionNode): string | undefined {
  const named = ts.isVariableDeclaration(fn.parent) ? fn.parent.name : fn.name;
  return named && ts.isIdentifier(named) ? named.text : undefined;
}

function callIn(clause: ts.CatchClause, name: string): ts.CallExpression | undefined {
  let found: ts.CallExpression | undefined;
  walk(clause, (node) => {
    if (!found && ts.isCallExpression(node) && new RegExp(`^(?:this\\.)?${name.replace(/\W/g, '\\$&')}$`).test(node.expression.getText())) found = node;
  });
  return found;
}

interface Counter {
  readonly parameter: ts.ParameterDeclaration;
  readonly step: 1 | -1;
}

/** The parameter that is handed on less or more by one. */
function counterOf(fn: FunctionNode, again: ts.CallExpression): Counter | undefined {
  for (const [index, argument] of again.arguments.entries()) {
    const parameter = fn.parameters[index];
    if (!parameter || !ts.isIdentifier(parameter.name) || !ts.isBinaryExpression(argument) || argument.left.getText() !== parameter.name.text || argument.right.getText() !== '1') continue;
    if (argument.operatorToken.kind === ts.SyntaxKind.MinusToken) return { parameter, step: -1 };
    if (argument.operatorToken.kind === ts.SyntaxKind.PlusToken) return { parameter, step: 1 };
  }
  return undefined;
}

/** From what the parameter begins with to what the check in the handler compares it with. */
function countOf(context: Context, clause: ts.CatchClause, { parameter, step }: Counter): ClientSetting['value'] | undefined {
  const name = parameter.name.getText();
  const start = parameter.initializer && asNumber(context.value(parameter.initializer, context.root));
  if (start === undefined) return undefined;
  let found: ClientSetting['value'] | undefined;
  walk(clause, (node) => {
    if (found || !ts.isIfStatement(node)) return;
    const { expression } = node;
    const limit = ts.isBinaryExpression(expression) && expression.left.getText() === name ? asNumber(context.value(expression.right, context.root)) : expression.getText() === name || expression.getText() === `!${name}` ? 0 : undefined;
    if (limit === undefined) return;
    const operator = ts.isBinaryExpression(expression) ? expression.operatorToken.kind : ts.SyntaxKind.EqualsEqualsToken;
    // The comparison that still lets one more pass: `left >= 1`, `attempt <= max`, or stops one late.
    const distance = Math.abs(limit - start) + (step === -1 ? LATE_DOWN.get(operator) ?? 0 : LATE_UP.get(operator) ?? 0);
    found = { value: distance, at: placeOf(expression) };
  });
  return found;
}

const LATE_DOWN = new Map([[ts.SyntaxKind.GreaterThanEqualsToken, 1], [ts.SyntaxKind.LessThanToken, 1]]);
const LATE_UP = new Map([[ts.SyntaxKind.LessThanEqualsToken, 1], [ts.SyntaxKind.GreaterThanToken, 1]]);
