/** A word of a command with its span in the text. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const GAP = /(?:[ \t]|[\\`][ \t]{0,20}\r?\n)+/y;
const PIECE = /\$\{\{[^}\n]{0,200}\}\}|\$\([^)\n]{0,200}\)|"(?:[^"\\\n]|\\[^\n])*"|'[^'\n]*'|\\[^\s]|[^\s"'\\`|;&<>#$()]+|\$/y;

/**
 * Words from a position up to the end of the command: of the line, over lines that a backslash (or PowerShell's backtick) continues.
 * Nothing is expanded; a backslash between letters stays, as PowerShell has it in paths.
 */
export function wordsFrom(text: string, start: number): Word[] {
  const words: Word[] = [];
  let at = start;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  for (;;) {
    take(GAP);
    const from = at;
    let word = '';
    for (let piece = take(PIECE); piece !== undefined; piece = take(PIECE)) word += /^["']/.test(piece) ? piece.slice(1, -1) : piece;
    if (at === from) return words;
    words.push({ text: word, start: from, end: at });
  }
}
