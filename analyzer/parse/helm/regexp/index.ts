import { parsePattern } from './parse.js';
import { toProgram } from './program.js';
import { runProgram } from './run.js';

/** Start and end of the whole match, then of each group (-1 where it took no part). */
export type Match = Int32Array & { readonly names: ReadonlyMap<string, number> };

export interface Regex {
  /** Instructions: a match costs at most this many steps for each character. */
  readonly size: number;
  /** The leftmost match at or after an offset. */
  find(text: string, from: number): Match | undefined;
}

/** Compiles RE2 syntax. JavaScript's own expressions differ in syntax and can take exponential time. Throws a SyntaxError. */
export function compile(pattern: string): Regex {
  const { node, groups, names } = parsePattern(pattern);
  const program = toProgram(node);
  return {
    size: program.length,
    find(text, from) {
      const match = runProgram(program, text, from, groups);
      return match && Object.assign(match, { names });
    },
  };
}
