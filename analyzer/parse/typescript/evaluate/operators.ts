import { ts } from 'ts-morph';
import type { Template } from '../../../facts/template.js';
import type { Context } from './context.js';
import { concat, opaque, plainText, templateOf, textOf, type Frame, type Value } from './value.js';

export function templateText(context: Context, node: ts.TemplateExpression, frame: Frame): Value {
  const spans = node.templateSpans.map((span) => concat(templateOf(context.value(span.expression, frame), span.expression), [{ text: span.literal.text }]));
  return { kind: 'text', template: concat([{ text: node.head.text }], ...spans) };
}

export function sum(left: Value, right: Value, node: ts.BinaryExpression): Value {
  if (left.kind === 'number' && right.kind === 'number') return { kind: 'number', value: left.value + right.value };
  // Two unknown operands may be numbers; one text makes the sum text.
  if (left.kind !== 'text' && right.kind !== 'text') return opaque(node);
  return { kind: 'text', template: concat(templateOf(left, node.left), templateOf(right, node.right)) };
}

export function arithmetic(left: Value, right: Value, node: ts.BinaryExpression): Value {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a === undefined || b === undefined) return opaque(node);
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.AsteriskToken: return { kind: 'number', value: a * b };
    case ts.SyntaxKind.SlashToken: return { kind: 'number', value: a / b };
    case ts.SyntaxKind.MinusToken: return { kind: 'number', value: a - b };
    case ts.SyntaxKind.AsteriskAsteriskToken: return { kind: 'number', value: a ** b };
    default: return opaque(node);
  }
}

export function asNumber(value: Value): number | undefined {
  if (value.kind === 'number') return value.value;
  const plain = value.kind === 'text' ? plainText(value) : undefined;
  return plain !== undefined && /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** `left ?? right` and `left || right`: the environment keeps the right side as its fallback; what is known wins over what is not. */
export function fallback(left: Value, right: Value): Value {
  if (left.kind === 'nothing' || left.kind === 'opaque') return right.kind === 'opaque' && left.kind === 'opaque' ? left : right;
  if (left.kind !== 'text') return left;
  const [only] = left.template;
  const other = textOf(right);
  if (left.template.length === 0) return right;
  if (left.template.length !== 1 || !only || !other) return left;
  return { kind: 'text', template: withFallback(only, other) };
}

/** Fills the innermost missing fallback: `process.env.A || process.env.B || 'c'`. */
function withFallback(part: Template[number], other: Template): Template {
  if (!('env' in part || 'property' in part)) return [part];
  const inner = part.fallback;
  if (!inner) return [{ ...part, fallback: other }];
  return inner.length === 1 && inner[0] ? [{ ...part, fallback: withFallback(inner[0], other) }] : [part];
}

/** `condition ? a : b`: the branch of production, `x ? x : b` as `x || b`, else the only known or the common value. */
export function choose(context: Context, node: ts.ConditionalExpression, frame: Frame): Value {
  const [yes, no] = [context.value(node.whenTrue, frame), context.value(node.whenFalse, frame)];
  if (node.condition.getText() === node.whenTrue.getText()) return fallback(yes, no);
  const production = isProduction(node.condition);
  if (production !== undefined) return production ? yes : no;
  if (yes.kind === 'nothing' || yes.kind === 'flag' || yes.kind === 'opaque') return no.kind === 'nothing' && yes.kind === 'opaque' ? yes : no;
  if (no.kind === 'nothing' || no.kind === 'flag' || no.kind === 'opaque') return yes;
  const [a, b] = [textOf(yes), textOf(no)];
  if (a && b) return JSON.stringify(a) === JSON.stringify(b) ? yes : opaque(node);
  return yes;
}

function isProduction(condition: ts.Expression): boolean | undefined {
  if (!ts.isBinaryExpression(condition)) return undefined;
  const words = condition.getText();
  if (!/NODE_ENV|\benv\b|ENVIRONMENT/i.test(words) || !/['"]prod(?:uction)?['"]/.test(words)) return undefined;
  return /[=]==?/.test(condition.operatorToken.getText()) && !condition.operatorToken.getText().startsWith('!');
}
