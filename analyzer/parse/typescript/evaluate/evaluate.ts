import { ts } from 'ts-morph';
import { unwrap } from '../source/syntax.js';
import { arithmetic, choose, fallback, sum, templateText } from './operators.js';
import { callValue } from './calls.js';
import type { Context } from './context.js';
import { identifierValue } from './names.js';
import { memberValue, thisValue } from './members.js';
import { NOTHING, called, opaque, plainText, text, type Frame, type Value } from './value.js';

/** Expressions nest deeper only in generated or hostile code. */
const MAX_DEPTH = 120;
/** Steps that one question may take: calls with parameters are evaluated anew for each caller, and those multiply. */
const MAX_STEPS = 5_000;

/** Evaluates expressions by syntax alone: constants, configuration objects, the environment, and what packages make. */
export function createEvaluator(services: Omit<Context, 'value' | 'root'>): Context {
  const root: Frame = { parameters: new Map(), self: undefined, depth: 0, memo: new Map() };
  let depth = 0;
  let steps = 0;
  const context: Context = {
    ...services,
    root,
    value(expression, frame) {
      const node = unwrap(expression);
      const known = frame.memo.get(node);
      if (known) return known;
      if (depth === 0) steps = 0;
      if (depth > MAX_DEPTH || ++steps > MAX_STEPS) return opaque(node);
      // A cycle meets this entry: what depends on itself is unknown.
      frame.memo.set(node, opaque(node));
      depth++;
      const result = evaluate(context, node, frame);
      depth--;
      frame.memo.set(node, result);
      return result;
    },
  };
  return context;
}

function evaluate(context: Context, node: ts.Expression, frame: Frame): Value {
  if (ts.isStringLiteralLike(node)) return text(node.text);
  if (ts.isNumericLiteral(node)) return { kind: 'number', value: Number(node.text) };
  if (ts.isTemplateExpression(node)) return templateText(context, node, frame);
  if (ts.isIdentifier(node)) return node.text === 'undefined' ? NOTHING : identifierValue(context, node, frame);
  if (ts.isPropertyAccessExpression(node)) return memberValue(context, context.value(node.expression, frame), node.name.text, node);
  if (ts.isElementAccessExpression(node)) return element(context, node, frame);
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return callValue(context, node, frame);
  if (ts.isObjectLiteralExpression(node)) return { kind: 'object', node, frame };
  if (ts.isArrayLiteralExpression(node)) return { kind: 'list', elements: node.elements, frame };
  if (ts.isBinaryExpression(node)) return binary(context, node, frame);
  if (ts.isConditionalExpression(node)) return choose(context, node, frame);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return { kind: 'function', node, frame };
  if (ts.isClassExpression(node)) return { kind: 'class', node };
  if (ts.isTaggedTemplateExpression(node)) return tagged(context, node, frame);
  if (ts.isMetaProperty(node)) return { kind: 'reference', package: 'import.meta', steps: [] };
  return keyword(context, node, frame);
}

function keyword(context: Context, node: ts.Expression, frame: Frame): Value {
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword: return { kind: 'flag', value: true };
    case ts.SyntaxKind.FalseKeyword: return { kind: 'flag', value: false };
    case ts.SyntaxKind.NullKeyword: return NOTHING;
    case ts.SyntaxKind.ThisKeyword: return thisValue(context, node, frame);
    default: return prefixed(context, node, frame);
  }
}

function prefixed(context: Context, node: ts.Expression, frame: Frame): Value {
  if (!ts.isPrefixUnaryExpression(node)) return opaque(node);
  const operand = context.value(node.operand, frame);
  if (node.operator === ts.SyntaxKind.MinusToken && operand.kind === 'number') return { kind: 'number', value: -operand.value };
  // `+process.env.PORT` is a number written as text.
  if (node.operator === ts.SyntaxKind.PlusToken) return operand;
  return opaque(node);
}

function element(context: Context, node: ts.ElementAccessExpression, frame: Frame): Value {
  const name = plainText(context.value(node.argumentExpression, frame));
  return name === undefined ? opaque(node) : memberValue(context, context.value(node.expression, frame), name, node);
}

/** `` sql`select ..` `` is a call of `sql`. */
function tagged(context: Context, node: ts.TaggedTemplateExpression, frame: Frame): Value {
  const tag = context.value(node.tag, frame);
  return tag.kind === 'reference' && tag.package !== '' ? called(tag, { call: node, arguments: [], frame }) : opaque(node);
}

function binary(context: Context, node: ts.BinaryExpression, frame: Frame): Value {
  const left = (): Value => context.value(node.left, frame);
  const right = (): Value => context.value(node.right, frame);
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken: return sum(left(), right(), node);
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken: return fallback(left(), right());
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.EqualsToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
    case ts.SyntaxKind.CommaToken: return right();
    default: return arithmetic(left(), right(), node);
  }
}
