import type { Template } from '../../../facts/template.js';
import type { Call, ClassType, Expression, Func, Module, ObjectLiteral } from './model.js';

/** An expression with the calls that led to it. */
export interface Thunk {
  readonly expression: Expression;
  readonly frame: Frame | undefined;
}

/** One call of a function: what its parameters hold. Without a frame a parameter holds what any call gives. */
export interface Frame {
  readonly id: number;
  readonly fn: Func;
  readonly call: Call | undefined;
  readonly caller: Frame | undefined;
  readonly self: Value | undefined;
  /** Frame of the function that a closure was made in. */
  readonly lexical: Frame | undefined;
  readonly depth: number;
}

/** Something that a library made: by a call, or by writing a value of its type. */
export interface Made {
  readonly is: 'made';
  /** Qualified type. */
  readonly type: string;
  /** Absent when only its type is declared. */
  readonly origin: Call | ObjectLiteral | undefined;
  readonly frame: Frame | undefined;
  /** What it was made from: a stub's channel, a cursor's connection. */
  readonly base: Made | undefined;
  /** Its members are taken for itself (`client["db"].users`). */
  readonly fluent: boolean;
}

export interface Instance {
  readonly is: 'instance';
  readonly type: ClassType;
  readonly origin: Call | ObjectLiteral | undefined;
  readonly frame: Frame | undefined;
}

export type Value =
  | { readonly is: 'text'; readonly template: Template }
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'duration'; readonly milliseconds: number }
  | { readonly is: 'constant'; readonly value: boolean | null }
  | { readonly is: 'list'; readonly items: readonly Thunk[] }
  | { readonly is: 'object'; readonly literal: ObjectLiteral; readonly frame: Frame | undefined }
  /** Something imported that is no code of the tree. */
  | { readonly is: 'reference'; readonly path: string }
  | Made
  | Instance
  | { readonly is: 'function'; readonly fn: Func; readonly self: Value | undefined; readonly lexical: Frame | undefined }
  | { readonly is: 'class'; readonly type: ClassType }
  | { readonly is: 'module'; readonly module: Module }
  | { readonly is: 'choice'; readonly options: readonly Value[] }
  | { readonly is: 'unknown'; readonly shown: string };

export const text = (template: Template): Value => ({ is: 'text', template });

export const optionsOf = (value: Value): readonly Value[] => (value.is === 'choice' ? value.options : [value]);

const MAX_OPTIONS = 12;

/**
 * One of several values. What is known wins over what is not, and what was made over what is only declared. It asks for no more of
 * them than it keeps: thousands may be assigned to a field of a common name.
 */
export function choose(values: Iterable<Value>, shown = '…'): Value {
  const solid = new Distinct();
  const bare = new Distinct();
  for (const value of values)
    for (const option of optionsOf(value)) {
      if (option.is !== 'unknown') (isSolid(option) ? solid : bare).add(option);
      if (solid.kept.length === MAX_OPTIONS) return { is: 'choice', options: solid.kept };
    }
  const kept = solid.kept.length > 0 ? solid.kept : bare.kept;
  return kept.length === 0 ? { is: 'unknown', shown } : kept.length === 1 ? kept[0]! : { is: 'choice', options: kept };
}

/** Neither nothing, nor only declared. */
const isSolid = (value: Value): boolean =>
  value.is === 'made' || value.is === 'instance' ? value.origin !== undefined : !(value.is === 'constant' && value.value === null);

/** The first values that differ. */
class Distinct {
  readonly kept: Value[] = [];
  private readonly seen = new Set<string>();

  add(value: Value): void {
    if (this.kept.length === MAX_OPTIONS) return;
    const key = keyOf(value);
    if (key !== undefined && this.seen.has(key)) return;
    if (key !== undefined) this.seen.add(key);
    this.kept.push(value);
  }
}

/** Equal keys: the same value. */
function keyOf(value: Value): string | undefined {
  switch (value.is) {
    case 'text': return `t${JSON.stringify(value.template)}`;
    case 'number': return `n${value.value}`;
    case 'duration': return `d${value.milliseconds}`;
    case 'constant': return `c${value.value}`;
    case 'reference': return `r${value.path}`;
    case 'made': return madeKey(value);
    case 'instance': return value.origin ? `i${value.origin.node.source.file}:${value.origin.node.start}:${value.frame?.id ?? ''}` : `I${value.type.module.id}.${value.type.name}`;
    case 'function': return `f${value.fn.node.source.file}:${value.fn.node.start}:${value.lexical?.id ?? ''}`;
    case 'object': return `o${value.literal.node.source.file}:${value.literal.node.start}:${value.frame?.id ?? ''}`;
    default: return undefined;
  }
}

/** Identity of what a library made. */
export const madeKey = (made: Made): string => `m${made.type}@${made.origin ? `${made.origin.node.source.file}:${made.origin.node.start}:${made.frame?.id ?? ''}` : ''}${made.base ? `<${madeKey(made.base)}` : ''}`;

/** A field of what a call made: the call's arguments are not its own. */
export const isMember = ({ origin, base }: Made): boolean => origin !== undefined && origin === base?.origin;

/** The first of the makings that led to it: the client that a channel or a cursor belongs to. */
export function rootOf(made: Made): Made {
  let root = made;
  while (root.base) root = root.base;
  return root;
}
