import type { Repeated } from '../failures.js';
import type { Template } from '../../../facts/template.js';
import type { ClientSetting } from '../../../facts/types.js';
import type { SourceNode } from '../node.js';
import type { Site } from './options.js';
import type { Program } from './program.js';

/** An argument, or a field of an options object. */
export interface Argument {
  readonly name?: string;
  readonly value: SourceNode;
}

/** What an expression is, whatever language it is written in. Parts stay nodes: they are read when somebody asks. */
export type Expression =
  /** A text, a concatenation or an interpolation. */
  | { readonly kind: 'text'; readonly parts: readonly (string | SourceNode)[] }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly object: SourceNode; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly receiver?: SourceNode; readonly types: readonly string[]; readonly arguments: readonly Argument[] }
  | { readonly kind: 'new'; readonly type: string; readonly arguments: readonly Argument[]; readonly fields: readonly Argument[] }
  /** The first that is set: `a ?? b`. */
  | { readonly kind: 'choice'; readonly options: readonly SourceNode[] }
  /** One or the other, nobody knows which: `a ? b : c`. */
  | { readonly kind: 'either'; readonly options: readonly SourceNode[] }
  | { readonly kind: 'function'; readonly body: SourceNode }
  | { readonly kind: 'list'; readonly items: readonly SourceNode[] }
  | { readonly kind: 'map'; readonly fields: readonly Argument[] }
  | { readonly kind: 'index'; readonly object: SourceNode; readonly key: SourceNode }
  /** Parentheses, casts, waiting. */
  | { readonly kind: 'same'; readonly of: SourceNode }
  | { readonly kind: 'other' };

export type CallExpression = Extract<Expression, { kind: 'call' | 'new' }>;

/** A name that gets a type or a value: a variable, field, constant or parameter. */
export interface Assignment {
  readonly name: string;
  readonly type?: string;
  readonly value?: SourceNode;
  /** It is kept with the object: every method of the class sees it. */
  readonly field?: true;
  /** `object.name = value` sets an option of what `object` is. */
  readonly object?: SourceNode;
}

export interface FunctionShape {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type?: string; readonly value?: SourceNode }[];
  readonly returns?: string;
  readonly body?: SourceNode;
}

/** Answers what a language's own functions give, such as reads of the environment; `text` evaluates a part. */
export type BuiltIn = (node: SourceNode, expression: Expression, text: (part: SourceNode) => readonly Template[]) => Template | undefined;

/** All that the engine needs to know of a language. */
export interface Dialect {
  /** The text with what is no syntax of the language blanked out, places kept. */
  prepare?(text: string): string;
  read(node: SourceNode): Expression;
  assignments(node: SourceNode): readonly Assignment[];
  /** Named functions and methods. */
  functionAt(node: SourceNode): FunctionShape | undefined;
  classAt(node: SourceNode): string | undefined;
  /** Types of nodes that give a result: `return x`. */
  readonly returns: readonly string[];
  /** The node types of a guarded block (none: any statement beside a handler) and of its handlers. */
  readonly tries: { readonly block: readonly string[]; readonly handlers: readonly string[]; readonly fails: RegExp };
  readonly builtIn: BuiltIn;
  /** Methods and members whose result holds the same address as what they are called on. */
  readonly passesObject: ReadonlySet<string>;
  /** Functions and constructions whose result holds the same address as their first argument. */
  readonly passesArgument: ReadonlySet<string>;
  /** As milliseconds, where it is a duration of the language. */
  duration(node: SourceNode, number: (part: SourceNode) => number | undefined): number | undefined;
  /** What the language's own means put around a call: policies that execute it, tokens that end it. */
  around?(program: Program, site: Site): readonly ClientSetting[];
  /** Where a call leaves behind what tells its function that the caller has gone. */
  detachedAt?(program: Program, site: Site): SourceNode | undefined;
  /** Which failures a policy that tries again repeats, by the source of the call that makes it. */
  repeatedBy?(policy: string): Repeated | undefined;
  /** Classes that the language's framework fills from the configuration: from the source of all files to what a member holds. */
  options?(texts: readonly string[]): (type: string, member: string) => Template | undefined;
  /** Methods of a framework's container that give a value by name, `setParameter('url', x)`: parameters of that name get it. */
  readonly namesValue?: ReadonlySet<string>;
  /** `self` and the like: members of it are plain names. */
  readonly self: ReadonlySet<string>;
}

/** Reads each node once. */
export function memoizedRead(read: (node: SourceNode) => Expression): (node: SourceNode) => Expression {
  const known = new WeakMap<SourceNode, Expression>();
  return (node) => {
    const seen = known.get(node);
    if (seen) return seen;
    const expression = read(node);
    known.set(node, expression);
    return expression;
  };
}
