import type { Fact, Problem, Unit } from '../facts/types.js';

/** The discovered tree, read-only. Parsers get every byte through it: no disk, no clock, no environment, no network. */
export interface FileSet {
  /** Every discovered path, POSIX, relative to the root, sorted. Ignored files and those outside the root are not in it. */
  readonly paths: readonly string[];
  /** Links to discovered files: link -> file. A link is in no list of paths and is read like a file; folders that a tool reads whole have it. */
  readonly links?: ReadonlyMap<string, string>;
  has(path: string): boolean;
  /** Text without byte-order mark; undefined when absent, unreadable, binary or too large (discover reports that as a problem). */
  read(path: string): string | undefined;
  /** Bytes on disk. */
  size(path: string): number;
  /** Content that is no text, for those who need to know it exactly (its hash names an object); undefined as for `read`. */
  bytes?(path: string): Uint8Array | undefined;
}

export interface ParseResult {
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
  /** Files that turned out not to be this parser's, so that coverage counts them rightly. */
  readonly notMine?: readonly string[];
}

/**
 * One input language. `claims` and `units` are cheap and synchronous; `parse` may load its machinery on first use.
 * A parser never throws on user input: what it cannot read is a problem with file, line and column.
 */
export interface Parser {
  readonly id: string;
  /** Asked for each file by name first; `head` gives the first 4 KiB when the name is not enough. */
  claims(path: string, head: () => string): boolean;
  /** Files that are this parser's whatever they look like, because files of its own name them: an overlay's objects and patches. */
  owns?(files: FileSet): ReadonlySet<string>;
  /** Groups what it claimed into units. May add companions (an env file) that `files` has. */
  units(claimed: readonly string[], files: FileSet): readonly Unit[];
  parse(unit: Unit, files: FileSet): ParseResult | Promise<ParseResult>;
}
