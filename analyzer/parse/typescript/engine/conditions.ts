import { ts } from 'ts-morph';
import type { Place } from '../../../facts/place.js';
import type { ClientSetting } from '../../../facts/types.js';
import type { Context } from '../evaluate/context.js';
import { asNumber } from '../evaluate/operators.js';
import { signature, sourceOf, type Value } from '../evaluate/value.js';
import { placeOf } from '../source/module.js';
import { enclosingFunction, isFunctionNode, returnsOf, walk } from '../source/syntax.js';

/** Which failures a predicate repeats: one that always says yes repeats all, a package's own for passing ones only those. */
export function conditionOf(value: Value, at: Place): ClientSetting['value'] {
  if (value.kind === 'flag' && value.value) return { value: 'everything', at };
  if (value.kind === 'reference' && /handleAll$/.test(signature(value))) return { value: 'everything', at };
  if (value.kind === 'reference' && /is(?:NetworkOrIdempotentRequest|Network|Retryable|IdempotentRequest|SafeRequest)Error$/.test(signature(value))) return { value: 'transient', at };
  if (value.kind === 'function' && returnsOf(value.node).length > 0 && returnsOf(value.node).every((returned) => returned.kind === ts.SyntaxKind.TrueKeyword)) return { value: 'everything', at };
  return { unknown: value.kind === 'function' ? sourceOf(value.node) : 'a predicate', at };
}

/** `statusCodes: [404, 503]`: answers that say that the request was wrong are among them, or only those that may pass. */
export function statusCondition(context: Context, value: Value, at: Place): ClientSetting['value'] | undefined {
  const statuses = value.kind === 'list' ? value.elements.map((element) => asNumber(context.value(element, value.frame))) : [];
  if (statuses.length === 0 || statuses.some((status) => status === undefined)) return undefined;
  return { value: statuses.some((status) => WRONG.has(status!)) ? 'answers' : 'transient', at };
}

/** Statuses that the same request gets again: https://datatracker.ietf.org/doc/html/rfc9110#name-client-error-4xx */
const WRONG: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 406, 410, 411, 414, 415, 422]);

/** A hook that only looks on repeats everything; one that throws ends the attempts for some failures. */
export function hookCondition(value: Value, at: Place): ClientSetting['value'] {
  const looksOn = value.kind === 'function' && value.node.body !== undefined && !contains(value.node.body, (node) => ts.isThrowStatement(node) || (ts.isCallExpression(node) && /\b(?:reject|bail|abort)$/i.test(node.expression.getText())));
  return looksOn ? { value: 'everything', at } : { unknown: 'a hook', at };
}

/** What a handler of failures repeats: everything, where nothing in it depends on what the failure was. */
export function handledCondition(handler: ts.CatchClause | undefined, at: Place): ClientSetting {
  return { name: 'retryCondition', value: handler && !asksWhat(handler) ? { value: 'everything', at } : { unknown: 'a handler', at } };
}

/** A decision in the clause that mentions the failure, or what is made of it. */
function asksWhat(clause: ts.CatchClause): boolean {
  const names = new Set(clause.variableDeclaration ? namesIn(clause.variableDeclaration.name) : []);
  const mentions = (node: ts.Node): boolean => contains(node, (child) => ts.isIdentifier(child) && names.has(child.text));
  let asks = false;
  walk(clause.block, (node) => {
    if (ts.isVariableDeclaration(node) && node.initializer && mentions(node.initializer)) for (const name of namesIn(node.name)) names.add(name);
    const decision = ts.isIfStatement(node) || ts.isSwitchStatement(node) || ts.isWhileStatement(node) ? node.expression : ts.isConditionalExpression(node) ? node.condition : undefined;
    if (decision && mentions(decision)) asks = true;
    // A function that is told of the failure may throw.
    if (ts.isCallExpression(node) && !LOGS.test(node.expression.getText()) && node.arguments.some(mentions)) asks = true;
  });
  return asks;
}

const LOGS = /(?:^|\.)(?:log|warn|error|info|debug|trace|push|String|captureException|recordException|sleep|delay|wait)\w*$/i;

const namesIn = (name: ts.BindingName): string[] => (ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : [])));

/** `const answer = await fetch(url); if (!answer.ok) throw ...`: whatever the status, an answer that is none of success is a failure. */
export function failsOnStatus(call: ts.Node): ClientSetting[] {
  const fn = enclosingFunction(call);
  const name = assignedName(call);
  if (!fn?.body || name === undefined) return [];
  let check: ts.IfStatement | undefined;
  let asksStatus = false;
  walk(fn.body, (node) => {
    if (!ts.isIfStatement(node)) return;
    const text = node.expression.getText().replace(/\s/g, '');
    if (text === `!${name}.ok` && throws(node.thenStatement)) check ??= node;
    else if (text.includes(`${name}.status`)) asksStatus = true;
  });
  return check && !asksStatus && !check.thenStatement.getText().includes(`${name}.status ===`) ? [{ name: 'failsOnStatus', value: { value: true, at: placeOf(check) } }] : [];
}

const throws = (node: ts.Statement): boolean => ts.isThrowStatement(node) || (ts.isBlock(node) && node.statements.some(ts.isThrowStatement));

function assignedName(call: ts.Node): string | undefined {
  let up = call.parent;
  while (ts.isAwaitExpression(up) || ts.isParenthesizedExpression(up)) up = up.parent;
  if (ts.isVariableDeclaration(up) && ts.isIdentifier(up.name)) return up.name.text;
  return ts.isBinaryExpression(up) && up.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isIdentifier(up.left) ? up.left.text : undefined;
}

function contains(node: ts.Node, test: (node: ts.Node) => boolean): boolean {
  if (test(node)) return true;
  return ts.forEachChild(node, (child) => (isFunctionNode(child) && !ts.isArrowFunction(child) ? undefined : contains(child, test) || undefined)) === true;
}
