import type { YamlSource } from '../../yaml/index.js';

/** HCL's native syntax as a tree. Offsets count UTF-16 units of `source.text`, end exclusive. */
export interface Spanned {
  readonly source: YamlSource;
  readonly start: number;
  readonly end: number;
}

export type Expression = Spanned &
  (
    | { readonly is: 'literal'; readonly value: string | number | boolean | null }
    | { readonly is: 'template'; readonly parts: readonly TemplatePart[] }
    | { readonly is: 'name'; readonly name: string }
    | { readonly is: 'attribute'; readonly of: Expression; readonly name: string }
    | { readonly is: 'index'; readonly of: Expression; readonly key: Expression }
    /** `list[*].name`, `list.*.name`: the steps are taken on every element. */
    | { readonly is: 'splat'; readonly of: Expression; readonly steps: readonly SplatStep[] }
    | { readonly is: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly expand: boolean }
    | { readonly is: 'list'; readonly items: readonly Expression[] }
    | { readonly is: 'object'; readonly entries: readonly { readonly key: Expression; readonly value: Expression }[] }
    | ForExpression
    | { readonly is: 'conditional'; readonly condition: Expression; readonly then: Expression; readonly otherwise: Expression }
    | { readonly is: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
    | { readonly is: 'unary'; readonly operator: '!' | '-'; readonly of: Expression }
  );

export interface ForExpression {
  readonly is: 'for';
  readonly makes: 'list' | 'object';
  readonly keyName?: string;
  readonly valueName: string;
  readonly over: Expression;
  /** The key of an object's entry. */
  readonly key?: Expression;
  readonly value: Expression;
  readonly condition?: Expression;
  readonly grouped: boolean;
}

export type SplatStep = { readonly name: string } | { readonly key: Expression };

export type TemplatePart =
  | (Spanned & { readonly is: 'text'; readonly text: string })
  | (Spanned & { readonly is: 'value'; readonly value: Expression })
  | (Spanned & { readonly is: 'if'; readonly condition: Expression; readonly then: readonly TemplatePart[]; readonly otherwise: readonly TemplatePart[] })
  | (Spanned & { readonly is: 'for'; readonly keyName?: string; readonly valueName: string; readonly over: Expression; readonly body: readonly TemplatePart[] });

export interface Attribute extends Spanned {
  readonly name: string;
  /** `start` and `end` span the name. */
  readonly value: Expression;
}

export interface Block extends Spanned {
  readonly type: string;
  readonly labels: readonly (Spanned & { readonly text: string })[];
  readonly body: Body;
}

export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
}

export const placeOf = (node: Spanned) => node.source.place(node.start, node.end);
/** The text as its author wrote it, short enough for a message. */
export function sourceOf(node: Spanned): string {
  const text = node.source.text.slice(node.start, Math.min(node.end, node.start + 120)).replace(/\s+/g, ' ');
  return node.end - node.start > 120 ? `${text}…` : text;
}
