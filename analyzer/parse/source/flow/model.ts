import type { Repeated } from '../failures.js';
import type { SourceNode } from '../node.js';

/**
 * What the parsers of dynamic and simple static languages lower a syntax tree to: expressions, functions, classes and scopes,
 * without the language's spelling. One engine then finds clients, whatever the language.
 */
export type Expression = { readonly node: SourceNode } & ExpressionShape;

type ExpressionShape =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'constant'; readonly value: boolean | null }
  | { readonly is: 'name'; readonly name: string; readonly scope: Scope }
  | { readonly is: 'member'; readonly of: Expression; readonly name: string }
  | { readonly is: 'index'; readonly of: Expression; readonly key: Expression }
  | CallShape
  /** A dictionary, or a value of a type written with its fields. */
  | ObjectShape
  | { readonly is: 'list'; readonly items: readonly Expression[] }
  /** Concatenated text. */
  | { readonly is: 'join'; readonly parts: readonly Expression[] }
  | { readonly is: 'operation'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  /** One of these, whichever: `a or b`, a conditional expression. */
  | { readonly is: 'choice'; readonly options: readonly Expression[] }
  | { readonly is: 'function'; readonly fn: Func }
  | { readonly is: 'environment'; readonly name: string; readonly fallback?: Expression }
  /** What a library fills a field with from a file: the key below those that lead to its class. */
  | { readonly is: 'property'; readonly key: string; readonly of: ClassType; readonly fallback?: Expression }
  /** An element of a list: what a loop variable holds. */
  | { readonly is: 'element'; readonly of: Expression }
  /** One of several results of a call. */
  | { readonly is: 'part'; readonly of: Expression; readonly index: number }
  /** Something of a declared type, not known how it was made. */
  | { readonly is: 'declared'; readonly type: Expression }
  /** `&x.field`: whoever gets it may assign it. */
  | { readonly is: 'address'; readonly of: Expression }
  /** What a call assigns through the pointer that is its argument. */
  | { readonly is: 'out'; readonly call: Call; readonly index: number }
  | { readonly is: 'unknown' };

interface CallShape {
  readonly is: 'call';
  readonly callee: Expression;
  readonly args: readonly Argument[];
  readonly scope: Scope;
  readonly around: readonly Around[];
}

interface ObjectShape {
  readonly is: 'object';
  readonly type?: Expression;
  readonly entries: readonly { readonly key: string | undefined; readonly value: Expression }[];
  readonly scope: Scope;
}

export type Call = { readonly node: SourceNode } & CallShape;
export type ObjectLiteral = { readonly node: SourceNode } & ObjectShape;

export interface Argument {
  readonly name?: string;
  /** `*args` or `args...` is a list, `**options` are named. */
  readonly spread?: 'list' | 'named';
  readonly value: Expression;
}

/** What stands around a call in its function and changes what a failure does. */
export type Around =
  /** A loop that tries again after a failure, `count` times, or until it succeeds; and which failures it goes on after, where that is known. */
  | { readonly kind: 'attempts'; readonly count: Expression | 'endless' | undefined; readonly repeats: Repeated | undefined; readonly loop: SourceNode }
  /** A failure is answered with something else. */
  | { readonly kind: 'fallback'; readonly at: SourceNode };

export interface Scope {
  readonly parent: Scope | undefined;
  readonly module: Module;
  /** The function whose body it is; undefined for modules and packages. */
  readonly fn: Func | undefined;
  readonly bindings: Map<string, Binding[]>;
}

export interface Binding {
  readonly kind: 'assigned' | 'parameter' | 'import' | 'function' | 'class';
  readonly value: Expression | Func | ClassType | Import | Parameter;
  /** Where it is written: later uses in the same function see it. */
  readonly node: SourceNode;
  /** Offset from which on it holds. */
  readonly from: number;
  /** It introduces the name, and only its block sees it. */
  readonly declares?: boolean;
  /** It may leave what was there before. */
  readonly maybe?: true;
}

/** `path` as imported; `name` when a member of it is. */
export interface Import {
  readonly path: string;
  readonly name?: string;
}

export interface Parameter {
  readonly name: string;
  readonly index: number;
  readonly type?: Expression;
  readonly otherwise?: Expression;
  readonly rest?: 'list' | 'named';
  /** It may be assigned through (`*target = v`): what is assigned. */
  readonly outs: Expression[];
}

export interface Func {
  readonly name: string;
  readonly node: SourceNode;
  readonly module: Module;
  readonly scope: Scope;
  readonly owner: ClassType | undefined;
  /** Name of the receiver. */
  readonly self: string | undefined;
  readonly params: readonly Parameter[];
  /** What it returns; several values are a list. */
  readonly returns: Expression[];
  readonly decorators: readonly Expression[];
  readonly resultType?: Expression;
}

export interface ClassType {
  readonly name: string;
  readonly node: SourceNode;
  readonly module: Module;
  readonly bases: readonly Expression[];
  readonly methods: Map<string, Func>;
  readonly fields: Map<string, { readonly value?: Expression; readonly type?: Expression; readonly key?: string }>;
}

/** A module (Python) or a package (Go): what an import names. */
export interface Module {
  readonly id: string;
  readonly scope: Scope;
}

/** `x.f = value`, anywhere. */
export interface FieldAssignment {
  readonly of: Expression;
  readonly name: string;
  readonly value: Expression;
}

/** Everything of one language in a tree. */
export interface CodeModel {
  readonly modules: ReadonlyMap<string, Module>;
  readonly functions: Func[];
  readonly classes: ClassType[];
  readonly calls: Call[];
  readonly objects: ObjectLiteral[];
  readonly assignments: FieldAssignment[];
  /** Loops that go over something, with what that is. */
  readonly loops: { readonly node: SourceNode; readonly over: Expression }[];
}

/** The function that a scope's code runs in. */
export function functionOf(scope: Scope): Func | undefined {
  for (let s: Scope | undefined = scope; s; s = s.parent) if (s.fn) return s.fn;
  return undefined;
}
