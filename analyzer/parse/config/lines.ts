import type { TextSource } from './reader.js';

export interface Line {
  readonly text: string;
  /** Offset of its first character. */
  readonly start: number;
}

/** The lines of a text without their line breaks. */
export function* linesOf({ text }: TextSource): Generator<Line> {
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    yield { text: text.slice(start, end).replace(/\r$/, ''), start };
    start = end + 1;
  }
}

/** Words of a line with their offsets; quotes hold words together, `#` at the beginning of one ends the line. */
export function wordsOf({ text, start }: Line): { readonly text: string; readonly start: number; readonly end: number }[] {
  const words = [];
  for (const match of text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|[^\s"']+/g)) {
    if (match[0].startsWith('#')) break;
    words.push({ text: match[1] ?? match[2] ?? match[0], start: start + match.index, end: start + match.index + match[0].length });
  }
  return words;
}
