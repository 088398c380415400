/**
 * Text whose holes are filled at link time, when it is known what the workload's environment holds:
 * `http://${process.env.CART_HOST ?? 'cart'}:8080/` is
 * `[{text:'http://'},{env:'CART_HOST',fallback:[{text:'cart'}]},{text:':8080/'}]`.
 */
export type Template = readonly TemplatePart[];

export type TemplatePart =
  | { readonly text: string }
  /** An environment variable (code: `process.env.X`, manifests: `$(X)`, Compose: `${X:-fallback}`). */
  | { readonly env: string; readonly fallback?: Template }
  /** A configuration property (`${spring.redis.host:localhost}`), resolved from the component's configuration files. */
  | { readonly property: string; readonly fallback?: Template }
  /** An expression nobody could evaluate, as written (a path parameter, a function's argument). */
  | { readonly unknown: string };

export const literal = (text: string): Template => [{ text }];

/** As a person would write it, with holes shown as `${NAME}` and `…`. Safe to print: it holds no value of any variable. */
export function showTemplate(template: Template): string {
  return template
    .map((part) => ('text' in part ? part.text : 'env' in part ? `\${${part.env}}` : 'property' in part ? `\${${part.property}}` : '…'))
    .join('');
}
