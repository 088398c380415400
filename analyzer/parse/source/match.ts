import type { ClientCall, ClientLibrary } from './library.js';

export interface Match {
  readonly library: ClientLibrary;
  readonly call: ClientCall;
}

/** Finds the entries of a qualified call name (see `ClientCall.match`), the first entry in the table first. */
export type Matcher = (name: string) => readonly Match[];

/** Indexed by the last name, because a repository has many calls and few of them are clients'. */
export function createMatcher(libraries: readonly ClientLibrary[]): Matcher {
  const byLast = new Map<string, Match[]>();
  const any: Match[] = [];
  const patterns = new Map<ClientCall, RegExp>();
  for (const library of libraries)
    for (const call of library.calls) {
      patterns.set(call, pattern(call.match));
      const lasts = lastNames(call.match);
      if (lasts === undefined) any.push({ library, call });
      else for (const last of lasts) byLast.set(last, [...(byLast.get(last) ?? []), { library, call }]);
    }
  return (name) => [...(byLast.get(LAST.exec(name)![0]) ?? []), ...any].filter(({ call }) => patterns.get(call)!.test(name));
}

const LAST = /[^.#:@\\ ]*$/;

/** `a.{b,c}` ends in `b` or `c`; undefined when it may end in anything. */
function lastNames(match: string): readonly string[] | undefined {
  const braces = /\{([^{}]*)\}$/.exec(match);
  if (braces) return braces[1]!.split(',').map((name) => LAST.exec(name)![0]);
  const last = LAST.exec(match)![0];
  return /[*}]/.test(last) ? undefined : [last];
}

function pattern(match: string): RegExp {
  const source = match.replace(/\*\*|[*{},]|[^\w*{},]/g, (token) => ({ '**': '.*', '*': '\\w+', '{': '(?:', '}': ')', ',': '|' })[token] ?? `\\${token}`);
  return new RegExp(`^${source}$`);
}

/** Does the text import something of these? A scan that costs a hundredth of parsing. */
export const mentions = (text: string, marks: readonly string[]): boolean => marks.some((mark) => text.includes(mark));

/** What a file must mention for any of the libraries to be in it. */
export const marksOf = (libraries: readonly ClientLibrary[]): readonly string[] => [...new Set(libraries.flatMap((library) => library.imports))];
