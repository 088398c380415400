import { joinParts, listOf, mapOf, originsOf, partsOf, plainOf, scalar, textOf, unknown, type CloudValue, type Entry, type Scalar, type UnknownValue } from '../../cloud/value.js';
import { placeOf, sourceOf, type Expression, type ForExpression, type SplatStep, type TemplatePart } from '../hcl/index.js';
import { callFunction } from './functions.js';
import { binary, isFalse, isTrue, not } from './operators.js';
import type { Scope } from './scope.js';
import { ANY_KEY, oneFor, splat, step } from './steps.js';

/** Names that a loop, a dynamic block or a template file binds. */
export type Bindings = ReadonlyMap<string, CloudValue>;

export const NO_BINDINGS: Bindings = new Map();

/** What an expression is worth in a scope. Never throws: what cannot be known is an unknown value. */
export function evaluate(expression: Expression, scope: Scope, bindings: Bindings = NO_BINDINGS): CloudValue {
  const at = placeOf(expression);
  if (!scope.run.spend()) return unknown('…', at);
  const eager = (e: Expression) => evaluate(e, scope, bindings);
  switch (expression.is) {
    case 'literal': return scalar(expression.value, at);
    case 'template': return template(expression, scope, bindings);
    case 'name': return bindings.get(expression.name) ?? scope.name(expression.name, at);
    case 'attribute': return scope.reference(expression, bindings) ?? step(eager(expression.of), expression.name, at);
    case 'index': return indexed(eager(expression.of), eager(expression.key), at);
    case 'splat': return splat(eager(expression.of), (item) => expression.steps.reduce((value, s) => take(value, s, scope, bindings), item), at);
    case 'call': return callFunction(expression, scope, bindings);
    case 'list': return listOf(expression.items.map(eager), at);
    case 'object': return object(expression.entries, scope, bindings, at);
    case 'for': return loop({ ...expression, source: expression.source, start: expression.start, end: expression.end }, scope, bindings);
    case 'conditional': return conditional(expression, scope, bindings);
    case 'binary': return binary(expression.operator, eager(expression.left), eager(expression.right), at, sourceOf(expression));
    case 'unary': return expression.operator === '!' ? not(eager(expression.of), at, sourceOf(expression)) : negative(eager(expression.of), at);
    default: return expression satisfies never;
  }
}

const indexed = (value: CloudValue, key: CloudValue, at: CloudValue['at']): CloudValue => {
  const plain = plainOf(key);
  return step(value, typeof plain === 'string' || typeof plain === 'number' ? plain : undefined, at);
};

function negative(value: CloudValue, at: CloudValue['at']): CloudValue {
  const number = Number(plainOf(value));
  return Number.isNaN(number) ? unknown('-…', at) : scalar(-number, at);
}

const take = (value: CloudValue, s: SplatStep, scope: Scope, bindings: Bindings): CloudValue =>
  'name' in s ? step(value, s.name, value.at) : indexed(value, evaluate(s.key, scope, bindings), value.at);

/** The branch that is taken; where nobody knows which, a hole that remembers both. */
function conditional(expression: Extract<Expression, { is: 'conditional' }>, scope: Scope, bindings: Bindings): CloudValue {
  const condition = plainOf(evaluate(expression.condition, scope, bindings));
  if (isTrue(condition)) return evaluate(expression.then, scope, bindings);
  if (isFalse(condition)) return evaluate(expression.otherwise, scope, bindings);
  const then = evaluate(expression.then, scope, bindings);
  const otherwise = evaluate(expression.otherwise, scope, bindings);
  const same = textOf(then);
  if (same !== undefined && same === textOf(otherwise)) return then;
  return unknown(sourceOf(expression), placeOf(expression), [...originsOf(then), ...originsOf(otherwise)]);
}

function object(entries: readonly { readonly key: Expression; readonly value: Expression }[], scope: Scope, bindings: Bindings, at: CloudValue['at']): CloudValue {
  const result = new Map<string, Entry>();
  for (const { key, value } of entries) {
    // A bare name is a key, not a reference.
    const name = key.is === 'name' ? key.name : textOf(evaluate(key, scope, bindings));
    result.set(name ?? ANY_KEY, { key: placeOf(key), value: evaluate(value, scope, bindings), at: placeOf(value) });
  }
  return mapOf(result, at);
}

// ---------------------------------------------------------------- loops

const MAX_ITERATIONS = 1000;

export interface Iteration {
  readonly key: CloudValue;
  readonly value: CloudValue;
}

/** What a loop goes through; of what is unknown, one unknown round. */
export function iterationsOf(over: CloudValue): readonly Iteration[] {
  switch (over.is) {
    case 'list': return over.items.slice(0, MAX_ITERATIONS).map((value, index) => ({ key: scalar(index, value.at), value }));
    case 'map': return [...over.entries].slice(0, MAX_ITERATIONS).map(([key, entry]) => ({ key: key === ANY_KEY ? unknown('…', entry.key) : scalar(key, entry.key), value: entry.value }));
    case 'resource': return [{ key: unknown('…', over.at), value: over }];
    case 'scalar': return over.value === null ? [] : [{ key: over, value: over }];
    default: return [{ key: unknown('…', over.at), value: unknown('…', over.at, originsOf(over)) }];
  }
}

function loop(expression: ForExpression & Extract<Expression, { is: 'for' }>, scope: Scope, bindings: Bindings): CloudValue {
  const at = placeOf(expression);
  const items: CloudValue[] = [];
  const entries = new Map<string, Entry>();
  const over = evaluate(expression.over, scope, bindings);
  for (const { key, value } of iterationsOf(over)) {
    const inner = bind(bindings, expression, key, value);
    if (expression.condition && isFalse(plainOf(evaluate(expression.condition, scope, inner)))) continue;
    const result = evaluate(expression.value, scope, inner);
    if (!expression.key) items.push(oneFor(over, result));
    else {
      const name = textOf(evaluate(expression.key, scope, inner)) ?? ANY_KEY;
      const before = expression.grouped ? entries.get(name)?.value : undefined;
      const grouped = expression.grouped ? listOf([...(before?.is === 'list' ? before.items : []), result], at) : result;
      entries.set(name, { key: key.at, value: grouped, at: result.at });
    }
  }
  return expression.key ? mapOf(entries, at) : listOf(items, at);
}

function bind(bindings: Bindings, names: { readonly keyName?: string; readonly valueName: string }, key: CloudValue, value: CloudValue): Bindings {
  const inner = new Map(bindings);
  if (names.keyName !== undefined) inner.set(names.keyName, key);
  inner.set(names.valueName, value);
  return inner;
}

// ---------------------------------------------------------------- templates

function template(expression: Extract<Expression, { is: 'template' }>, scope: Scope, bindings: Bindings): CloudValue {
  const [only] = expression.parts;
  // `"${x}"` is x itself.
  if (expression.parts.length === 1 && only?.is === 'value') return evaluate(only.value, scope, bindings);
  const at = placeOf(expression);
  if (expression.parts.length === 0) return scalar('', at);
  return joinParts(expression.parts.flatMap((part) => pieces(part, scope, bindings)), at);
}

function pieces(part: TemplatePart, scope: Scope, bindings: Bindings): readonly (Scalar | UnknownValue)[] {
  if (!scope.run.spend()) return [unknown('…', placeOf(part))];
  const all = (parts: readonly TemplatePart[], inner: Bindings) => parts.flatMap((p) => pieces(p, scope, inner));
  switch (part.is) {
    case 'text': return [scalar(part.text, placeOf(part))];
    case 'value': return partsOf(evaluate(part.value, scope, bindings));
    case 'if': {
      const condition = plainOf(evaluate(part.condition, scope, bindings));
      if (isTrue(condition) || isFalse(condition)) return all(isTrue(condition) ? part.then : part.otherwise, bindings);
      return [unknown('…', placeOf(part), [...all(part.then, bindings), ...all(part.otherwise, bindings)].flatMap((p) => p.origins))];
    }
    case 'for': return iterationsOf(evaluate(part.over, scope, bindings)).flatMap(({ key, value }) => all(part.body, bind(bindings, part, key, value)));
    default: return part satisfies never;
  }
}
