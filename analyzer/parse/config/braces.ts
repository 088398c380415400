import type { Place } from '../../facts/place.js';
import type { TextSource } from './reader.js';

/** `name arguments;` or `name arguments { ... }`. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly at: Place;
  readonly block?: readonly Directive[];
}

/** `;` ends a directive (nginx), or the line does (Caddy). */
export type Ending = 'semicolon' | 'line';

/** Deeper than anybody nests, and shallow enough for recursion over the result. */
const MAX_DEPTH = 60;
const TOKEN = /\r?\n|[^\S\n]+|#[^\n]*|"(?:[^"\\]|\\[^]){0,1024}"|'(?:[^'\\]|\\[^]){0,1024}'|`[^`]{0,1024}`|[;]|(?:\{[$\w.:/-]{1,256}\}|\$\{[^}\s]{0,256}\}|[^\s;{}"'#`]|[^\s;{}"'`]#)+|[^]/g;

/** Reads directives in braces; what is not closed ends with the text. */
export function readDirectives(source: TextSource, ending: Ending): Directive[] {
  const top: Directive[] = [];
  const open: Directive[][] = [top];
  let words: { readonly text: string; readonly start: number; readonly end: number }[] = [];
  const finish = (block?: Directive[]): void => {
    const [first, ...rest] = words;
    words = [];
    if (first === undefined && block === undefined) return;
    const at = first === undefined ? source.place(0, 0) : source.place(first.start, (rest.at(-1) ?? first).end);
    if (open.length <= MAX_DEPTH) open.at(-1)!.push({ name: first?.text ?? '', args: rest.map((word) => word.text), at, ...(block ? { block } : {}) });
  };
  for (const { 0: token, index } of source.text.matchAll(TOKEN)) {
    if (token === '{') {
      const block: Directive[] = [];
      finish(block);
      open.push(block);
    } else if (token === '}') {
      finish();
      if (open.length > 1) open.pop();
    } else if (ending === 'semicolon' ? token === ';' : /^\r?\n$/.test(token)) finish();
    else if (!/^\s|^#/.test(token)) words.push({ text: /^["'`]/.test(token) ? token.slice(1, -1) : token, start: index, end: index + token.length });
  }
  finish();
  return top;
}
