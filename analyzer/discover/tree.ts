import type { Problem } from '../facts/types.js';
import type { FileSet } from '../parse/parser.js';

/** The discovered tree: what parsers read through, and what became of the files that they could not have. */
export interface Tree extends FileSet {
  /** The first 4 KiB, for parsers that need more than the name; empty when it cannot be read. */
  head(path: string): string;
  /** Entries met by what became of them: `ignored`, `outside-root`; a folder that was not entered counts once. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Everything that went wrong so far, sorted; reading adds to it. */
  problems(): readonly Problem[];
  /** Files that were asked for and could not be read as text, by why: `binary`, `too-large`, `unreadable`. */
  unread(): ReadonlyMap<string, string>;
  /** Texts that were read so far, by path. */
  texts(): Iterable<readonly [path: string, text: string]>;
}

export const headLength = 4096;
