import { ts } from 'ts-morph';
import { literal, type Template, type TemplatePart } from '../../../facts/template.js';
import type { FunctionNode } from '../source/syntax.js';

/**
 * What an expression stands for, as far as syntax tells. Text may have holes for the environment; a `reference` is something
 * made by a package outside the tree, known by how it was reached.
 */
export type Value =
  | { readonly kind: 'text'; readonly template: Template }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'flag'; readonly value: boolean }
  /** `null`, `undefined`, a property that an object does not have. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'object'; readonly node: ts.ObjectLiteralExpression; readonly frame: Frame }
  /** An object that was put together: `Object.assign`, `{...a, ...b}` of values. Later parts win. */
  | { readonly kind: 'merged'; readonly parts: readonly Value[] }
  | { readonly kind: 'list'; readonly elements: readonly ts.Expression[]; readonly frame: Frame }
  | { readonly kind: 'environment' }
  | Reference
  | FunctionValue
  | { readonly kind: 'class'; readonly node: ts.ClassLikeDeclaration }
  | Instance
  | { readonly kind: 'enum'; readonly node: ts.EnumDeclaration }
  | { readonly kind: 'module'; readonly path: string }
  | { readonly kind: 'opaque'; readonly node: ts.Node | undefined };

/** `new Kafka({..}).producer()` is package `kafkajs`, steps `.Kafka`, `()`, `.producer`, `()`. */
export interface Reference {
  readonly kind: 'reference';
  readonly package: string;
  readonly steps: readonly Step[];
}

export type Step = { readonly member: string } | Call;

export interface Call {
  /** The call or `new`; the parameter or property where a typed instance is injected. */
  readonly call: ts.Node;
  readonly arguments: readonly ts.Expression[];
  readonly frame: Frame;
  /** Somebody else made it: only its type is known. */
  readonly injected?: true;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly node: FunctionNode;
  readonly frame: Frame;
}

/** An instance of a class of the tree. */
export interface Instance {
  readonly kind: 'instance';
  readonly class: ts.ClassLikeDeclaration;
  readonly frame: Frame;
}

/** Values of the parameters of the functions that are being evaluated, innermost last. */
export interface Frame {
  readonly parameters: ReadonlyMap<ts.Node, Value>;
  readonly self: Instance | undefined;
  readonly depth: number;
  /** The call that passed the innermost parameters; undefined where nothing depends on a caller. */
  readonly site?: ts.Node | undefined;
  readonly memo: Map<ts.Node, Value>;
}

export const newFrame = (outer: Frame | undefined, parameters: ReadonlyMap<ts.Node, Value>, self?: Instance): Frame => ({
  parameters: outer && outer.parameters.size > 0 ? new Map([...outer.parameters, ...parameters]) : parameters,
  self: self ?? outer?.self,
  depth: (outer?.depth ?? 0) + 1,
  site: outer?.site,
  memo: new Map(),
});

export const NOTHING: Value = { kind: 'nothing' };
export const text = (value: string): Value => ({ kind: 'text', template: literal(value) });
export const opaque = (node: ts.Node): Value => ({ kind: 'opaque', node });

/** The expression as written, short enough for a message. */
export function sourceOf(node: ts.Node): string {
  const source = node.getText().replace(/\s+/g, ' ');
  return source.length > 80 ? `${source.slice(0, 79)}…` : source;
}

/** The value as text, where it has one; anything else is a hole named by its source. */
export function templateOf(value: Value, node: ts.Node): Template {
  return textOf(value) ?? [{ unknown: sourceOf(value.kind === 'opaque' ? (value.node ?? node) : node) }];
}

export function textOf(value: Value): Template | undefined {
  if (value.kind === 'text') return value.template;
  if (value.kind === 'number' || value.kind === 'flag') return literal(String(value.value));
  return undefined;
}

/** Joins neighbouring texts, so that equal templates are equal data. */
export function concat(...templates: readonly Template[]): Template {
  const parts: TemplatePart[] = [];
  for (const part of templates.flat()) {
    const last = parts.at(-1);
    if ('text' in part && part.text === '') continue;
    if (last && 'text' in last && 'text' in part) parts[parts.length - 1] = { text: last.text + part.text };
    else parts.push(part);
  }
  return parts;
}

/** The text when there are no holes. */
export function plainText(value: Value): string | undefined {
  const template = textOf(value);
  if (template === undefined) return undefined;
  const parts = template.map((part) => ('text' in part ? part.text : undefined));
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

/** What a value is when nobody sets the variables that it asks for: `process.env.TYPE || 'postgres'`. */
export function defaultText(value: Value): string | undefined {
  const parts = textOf(value)?.map((part) => ('text' in part ? part.text : 'fallback' in part && part.fallback ? defaultText({ kind: 'text', template: part.fallback }) : undefined));
  return parts?.every((part) => part !== undefined) ? parts.join('') : undefined;
}

/** `.Kafka().producer()`: how a reference was reached, default exports and bound methods left out. */
export const signature = (reference: Reference, count = reference.steps.length): string =>
  reference.steps.slice(0, count).map((step) => ('member' in step ? `.${step.member}` : '()')).join('');

export function member(reference: Reference, name: string): Reference {
  // A default export and the module itself are one to most packages, whichever module system imports them.
  if (name === '*' || (name === 'default' && reference.steps.length === 0)) return reference;
  return { ...reference, steps: [...reference.steps, { member: name }] };
}

export const called = (reference: Reference, call: Call): Reference => ({ ...reference, steps: [...reference.steps, call] });

export const isKnown = (value: Value): boolean => value.kind !== 'opaque' && value.kind !== 'nothing';

/** Calls of globals that are references like those of packages; what other globals give is unknown. */
export const GLOBAL_CALLS: ReadonlySet<string> = new Set(['.fetch', '.Bun.serve', '.Deno.serve', '.AbortController', '.AbortSignal.timeout']);
