import type { YamlSource } from '../../yaml/index.js';

/** The tree of a template. Offsets are into the text of the source that the tree was read from. */
export type Node = TextNode | ActionNode | BranchNode | RangeNode | TemplateNode | { readonly type: 'break' | 'continue'; readonly start: number; readonly end: number };

interface Spanned {
  readonly start: number;
  readonly end: number;
}

export interface TextNode extends Spanned {
  readonly type: 'text';
  readonly text: string;
}

export interface ActionNode extends Spanned {
  readonly type: 'action';
  readonly pipe: Pipe;
}

export interface BranchNode extends Spanned {
  readonly type: 'if' | 'with';
  readonly pipe: Pipe;
  readonly body: readonly Node[];
  readonly otherwise: readonly Node[];
}

export interface RangeNode extends Spanned {
  readonly type: 'range';
  readonly pipe: Pipe;
  readonly body: readonly Node[];
  readonly otherwise: readonly Node[];
}

export interface TemplateNode extends Spanned {
  readonly type: 'template';
  readonly name: string;
  readonly pipe?: Pipe;
}

export interface Pipe extends Spanned {
  readonly type: 'pipe';
  /** Variables that it declares (`:=`) or assigns (`=`), with their `$`. */
  readonly variables: readonly string[];
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

export interface Command extends Spanned {
  readonly args: readonly Expression[];
}

export type Expression =
  | Pipe
  | ({ readonly type: 'dot' | 'nil' } & Spanned)
  | ({ readonly type: 'bool'; readonly value: boolean } & Spanned)
  | ({ readonly type: 'number'; readonly value: number; readonly isFloat: boolean } & Spanned)
  | ({ readonly type: 'string'; readonly value: string } & Spanned)
  | ({ readonly type: 'field'; readonly path: readonly string[] } & Spanned)
  | ({ readonly type: 'variable'; readonly name: string; readonly path: readonly string[] } & Spanned)
  | ({ readonly type: 'function'; readonly name: string } & Spanned)
  | ({ readonly type: 'chain'; readonly base: Expression; readonly path: readonly string[] } & Spanned);

/** A named template: a file, or what `define` and `block` name. */
export interface Template {
  readonly name: string;
  readonly source: YamlSource;
  readonly body: readonly Node[];
}
