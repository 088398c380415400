import { ts } from 'ts-morph';
import type { ClientSetting } from '../../../facts/types.js';
import type { Context } from '../evaluate/context.js';
import { asNumber } from '../evaluate/operators.js';
import { signature, type Reference } from '../evaluate/value.js';
import { placeOf } from '../source/module.js';
import { enclosing, isFunctionNode, walk } from '../source/syntax.js';
import { growthOf, hasJitter } from './growth.js';
import { waitIn } from './loops.js';

/** `instance.interceptors.response.use(onAnswer, onError)`, where `onError` sends the request again. */
export interface RetryInterceptor {
  readonly client: Reference;
  readonly settings: readonly ClientSetting[];
}

/** What decides by the failure what it was. */
const LOOKS = /\.(?:status|code|response|message|name)\b|\{[^{}]*\b(?:status|code|response)\b[^{}]*\}\s*=|\bis[A-Z]\w*\(|retryable|should\w*\(|instanceof/i;

const USE = '.interceptors.response.use';

export function retryInterceptor(context: Context, node: ts.CallExpression): RetryInterceptor | undefined {
  const handler = node.arguments[1];
  if (!handler || !node.expression.getText().endsWith(USE)) return undefined;
  const callee = context.value(node.expression, context.root);
  const onError = context.value(handler, context.root);
  if (callee.kind !== 'reference' || !signature(callee).endsWith(USE) || onError.kind !== 'function' || !onError.node.body) return undefined;
  const again = sentAgain(context, onError.node.body, callee);
  if (!again || renewsLogin(again, onError.node.body)) return undefined;
  const waits = waitIn(onError.node.body);
  const pause: ClientSetting[] = waits ? [{ name: 'retryJitter', value: { value: hasJitter(onError.node), at: placeOf(waits) } }] : [];
  return {
    client: { ...callee, steps: callee.steps.slice(0, -USE.split('.').length + 1) },
    settings: [{ name: 'retriesOnCall', value: limitOf(context, onError.node.body) ?? { unknown: 'interceptor', at: placeOf(node) } }, { name: 'retryBackoff', value: { value: waits ? growthOf(onError.node) : 'none', at: placeOf(waits ?? node) } }, ...pause, { name: 'retryCondition', value: LOOKS.test(onError.node.body.getText()) ? { unknown: 'interceptor', at: placeOf(node) } : { value: 'everything', at: placeOf(node) } }],
  };
}

/** `api(config)`, `api.request(error.config)`: a request made of the one that failed, by a client of the same package. */
function sentAgain(context: Context, body: ts.Node, client: Reference): ts.CallExpression | undefined {
  let found: ts.CallExpression | undefined;
  walk(body, (node) => {
    if (found || !ts.isCallExpression(node) || !node.arguments[0] || !isFailedRequest(node.arguments[0], body)) return;
    const callee = context.value(node.expression, context.root);
    if (callee.kind === 'reference' && callee.package === client.package && /^$|(?:\(\)|\.request)$/.test(signature(callee))) found = node;
  });
  return found;
}

/** `error.config`, or a variable that holds it. */
function isFailedRequest(node: ts.Expression, body: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'config';
  if (!ts.isIdentifier(node)) return false;
  const { text } = node;
  return new RegExp(`\\b${text.replace(/\W/g, '\\$&')}\\b[^=;\\n]{0,80}=\\s*\\(?\\w+\\??\\.config\\b|\\{[^{}\\n]{0,80}\\bconfig\\b[^{}\\n]{0,80}\\}\\s*=\\s*\\w+`).test(body.getText()) && (text === 'config' || !/^\{/.test(text));
}

/** An answer of 401 is asked again once with a new token: that repeats nothing that failed. */
function renewsLogin(again: ts.Node, body: ts.Node): boolean {
  const around = enclosing(again, ts.isIfStatement);
  return (around !== undefined && around.pos >= body.pos && /\b40[13]\b/.test(around.expression.getText())) || /\brefresh\w*\s*\(/i.test(body.getText());
}

/** `if (config.count >= 3) return Promise.reject(error)`, or `if (config.count < 3) { ... }` around the request; a mere mark is one repetition. */
function limitOf(context: Context, body: ts.Node): ClientSetting['value'] | undefined {
  let found: ClientSetting['value'] | undefined;
  walk(body, (node) => {
    if (found || isFunctionNode(node) || !ts.isBinaryExpression(node)) return;
    const limit = STOPS.has(node.operatorToken.kind) && /retr|attempt|count|tries/i.test(node.left.getText()) ? asNumber(context.value(node.right, context.root)) : undefined;
    if (limit === undefined) return;
    const counted = /^\s*\+\+/.test(node.left.getText()) || isCountedBefore(body, node);
    const beyond = node.operatorToken.kind === ts.SyntaxKind.GreaterThanToken || node.operatorToken.kind === ts.SyntaxKind.LessThanEqualsToken;
    found = { value: Math.max(0, limit + (beyond ? 1 : 0) - (counted ? 1 : 0)), at: placeOf(node) };
  });
  return found ?? marked(body);
}

const STOPS = new Set([ts.SyntaxKind.GreaterThanEqualsToken, ts.SyntaxKind.GreaterThanToken, ts.SyntaxKind.LessThanToken, ts.SyntaxKind.LessThanEqualsToken, ts.SyntaxKind.EqualsEqualsEqualsToken]);

/** The attempt is counted before it is compared: `config.count += 1`. */
function isCountedBefore(body: ts.Node, check: ts.BinaryExpression): boolean {
  const counter = check.left.getText();
  let counted = false;
  walk(body, (node) => {
    if (node.end > check.pos) return;
    if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) counted ||= node.operator === ts.SyntaxKind.PlusPlusToken && node.operand.getText() === counter;
    if (ts.isBinaryExpression(node) && node.left.getText() === counter) counted ||= node.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken || (node.operatorToken.kind === ts.SyntaxKind.EqualsToken && /\+\s*1\b/.test(node.right.getText()));
  });
  return counted;
}

/** `config._retried = true` and a check of it. */
function marked(body: ts.Node): ClientSetting['value'] | undefined {
  let found: ClientSetting['value'] | undefined;
  walk(body, (node) => {
    if (!found && ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && node.right.kind === ts.SyntaxKind.TrueKeyword && /retr/i.test(node.left.getText())) found = { value: 1, at: placeOf(node) };
  });
  return found;
}
