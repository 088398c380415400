import type { ClientLibrary } from '../library.js';

/** What a file must mention for an entry to be in it: the type or function that each names. A scan that costs a hundredth of parsing. */
export function marksOf(libraries: readonly ClientLibrary[]): RegExp {
  const names = libraries.flatMap(({ calls }) => calls.flatMap(({ match }) => subject(match)));
  return new RegExp(`\\b(?:${[...new Set(names)].map((name) => name.replaceAll('.', '\\.')).join('|')})\\b`);
}

/** `{A,B}#send` is of A or B, `new A` of A, `#Add` and `A.call` of what they call. */
function subject(match: string): readonly string[] {
  const typed = /^([^#]+)#/.exec(match)?.[1] ?? match.replace(/^(?:new |#|@)/, '');
  const braces = /\{([^{}]*)\}/.exec(typed);
  const last = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
  return braces ? braces[1]!.split(',').map(last) : [last(typed)].filter((name) => name !== '*');
}
