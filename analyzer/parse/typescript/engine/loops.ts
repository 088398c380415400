import { ts } from 'ts-morph';
import type { ClientSetting } from '../../../facts/types.js';
import type { Context } from '../evaluate/context.js';
import { asNumber } from '../evaluate/operators.js';
import { sourceOf, type Frame } from '../evaluate/value.js';
import { placeOf } from '../source/module.js';
import { enclosing, isFunctionNode, walk } from '../source/syntax.js';
import { handledCondition } from './conditions.js';
import { growthOf, hasJitter } from './growth.js';

/** A loop that tries again: the call is in a `try` inside it, success leaves the loop, the `catch` goes on. */
export function retryLoop(context: Context, loop: ts.IterationStatement, call: ts.Node, frame: Frame): ClientSetting[] {
  if (ts.isForOfStatement(loop) || ts.isForInStatement(loop)) return [];
  const attempt = enclosing(call, (n): n is ts.TryStatement | ts.IterationStatement => ts.isTryStatement(n) || ts.isIterationStatement(n, false));
  if (!attempt || !ts.isTryStatement(attempt) || !attempt.catchClause || !contains(attempt.tryBlock, call) || !leaves(attempt) || !goesOn(attempt.catchClause)) return [];
  const at = placeOf(loop);
  const waits = waitIn(loop);
  const settings: ClientSetting[] = [
    { name: 'retriesOnCall', value: attemptsOf(context, loop, attempt, frame) },
    { name: 'retryBackoff', value: { value: waits ? growthOf(loop) : 'none', at: waits ? placeOf(waits) : at } },
    handledCondition(attempt.catchClause, at),
  ];
  return waits ? [...settings, { name: 'retryJitter', value: { value: hasJitter(loop), at: placeOf(waits) } }] : settings;
}

const contains = (outer: ts.Node, inner: ts.Node): boolean => inner.pos >= outer.pos && inner.end <= outer.end;

/** The try block returns or breaks: without, the loop repeats its work and does not retry. */
function leaves(node: ts.TryStatement): boolean {
  let found = false;
  const visit = (child: ts.Node): void => {
    if (isFunctionNode(child)) return;
    if (ts.isReturnStatement(child) || ts.isBreakStatement(child)) found = true;
    ts.forEachChild(child, visit);
  };
  visit(node.tryBlock);
  return found;
}

/** The end of the handler can be reached: one that always fails, or answers, ends the loop. */
function goesOn({ block }: ts.CatchClause): boolean {
  const last = block.statements.at(-1);
  return !last || !(ts.isThrowStatement(last) || ts.isReturnStatement(last) || ts.isBreakStatement(last)) || continues(block);
}

/** `if (left > 0) continue; throw error`. */
function continues(block: ts.Block): boolean {
  let found = false;
  walk(block, (node) => {
    if (ts.isContinueStatement(node)) found = true;
  });
  return found;
}

/** Attempts that the loop's bound allows, less the first. */
function attemptsOf(context: Context, loop: ts.IterationStatement, attempt: ts.TryStatement, frame: Frame): ClientSetting['value'] {
  const at = placeOf(loop);
  const given = givesUpAt(context, loop, frame);
  if (given) return given;
  const condition = ts.isForStatement(loop) ? loop.condition : ts.isWhileStatement(loop) || ts.isDoStatement(loop) ? loop.expression : undefined;
  if (!condition || condition.kind === ts.SyntaxKind.TrueKeyword) return isEndless(loop, attempt) ? { value: null, at } : { unknown: 'for (;;)', at };
  if (!ts.isBinaryExpression(condition)) return { unknown: sourceOf(condition), at };
  const bound = asNumber(context.value(condition.right, frame));
  const initial = ts.isForStatement(loop) ? startOf(context, loop, frame) : asNumber(context.value(condition.left, frame));
  if (bound === undefined || initial === undefined) return { unknown: sourceOf(condition), at: placeOf(condition) };
  const inclusive = condition.operatorToken.kind === ts.SyntaxKind.LessThanEqualsToken ? 1 : 0;
  const down = condition.operatorToken.kind === ts.SyntaxKind.GreaterThanToken;
  if (!down && condition.operatorToken.kind !== ts.SyntaxKind.LessThanToken && inclusive === 0) return { unknown: sourceOf(condition), at: placeOf(condition) };
  const attempts = down ? initial - bound : bound - initial + inclusive;
  return { value: Math.max(0, attempts - 1), at: placeOf(condition) };
}

/** Nothing but success leaves a loop without a condition; what watches a deadline or a signal may throw. */
function isEndless(loop: ts.IterationStatement, attempt: ts.TryStatement): boolean {
  let leaves = false;
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node) || node === attempt.tryBlock) return;
    if (ts.isThrowStatement(node) || ts.isReturnStatement(node) || ts.isBreakStatement(node)) leaves = true;
    ts.forEachChild(node, visit);
  };
  visit(loop.statement);
  return !leaves && !/abort|deadline|signal|\bexit\b/i.test(loop.getText());
}

/** `if (attempt === MAX) throw error` in the loop: the last attempt fails. */
function givesUpAt(context: Context, loop: ts.IterationStatement, frame: Frame): ClientSetting['value'] | undefined {
  let found: ClientSetting['value'] | undefined;
  walk(loop, (node) => {
    if (found || !ts.isIfStatement(node) || !ts.isBinaryExpression(node.expression) || !STOPS.has(node.expression.operatorToken.kind) || !throws(node.thenStatement)) return;
    const { left, right } = node.expression;
    const counter = ts.isPrefixUnaryExpression(left) ? left.operand : left;
    const limit = asNumber(context.value(right, frame));
    const start = asNumber(context.value(counter, frame));
    if (limit === undefined || start === undefined || !ts.isIdentifier(counter)) return;
    const countedFirst = ts.isPrefixUnaryExpression(left) || isCountedBefore(loop, counter.text, node);
    found = { value: Math.max(0, limit - start - (countedFirst ? 1 : 0)), at: placeOf(node.expression) };
  });
  return found;
}

const STOPS = new Set([ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.EqualsEqualsToken, ts.SyntaxKind.GreaterThanEqualsToken]);

const throws = (node: ts.Statement): boolean => /^\{?\s*(?:[^{}]*;\s*)?(?:throw|return|break)\b/.test(node.getText());

/** Whether the loop's body counts the attempt before the check, instead of the loop's head after it. */
function isCountedBefore(loop: ts.IterationStatement, counter: string, check: ts.Node): boolean {
  let counted = false;
  walk(loop.statement, (node) => {
    if (node.pos < check.pos && (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) && node.operator === ts.SyntaxKind.PlusPlusToken && node.operand.getText() === counter) counted = true;
  });
  return counted;
}

function startOf(context: Context, loop: ts.ForStatement, frame: Frame): number | undefined {
  const list = loop.initializer;
  const first = list && ts.isVariableDeclarationList(list) ? list.declarations[0]?.initializer : undefined;
  return first ? asNumber(context.value(first, frame)) : undefined;
}

/** The wait between attempts: a timer, or a function named like one. */
export function waitIn(loop: ts.Node): ts.Node | undefined {
  let found: ts.Node | undefined;
  walk(loop, (node) => {
    if (!found && ts.isCallExpression(node) && /(?:^|\.)(?:setTimeout|sleep|delay|wait|backoff|pause)\w*$/i.test(node.expression.getText())) found = node;
  });
  return found;
}
