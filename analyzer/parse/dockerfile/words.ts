/** A word of an instruction: quotes removed, still with its variables, and where it stands in the instruction's text. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Splits at blanks outside quotes. A `$` that is escaped or in single quotes becomes `$$`, which stands for itself. */
export function splitWords(text: string, escape: string): readonly Word[] {
  const words: Word[] = [];
  let word = '';
  let start = -1;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote === '' && /\s/.test(character)) {
      if (start >= 0) words.push({ text: word, start, end: at });
      word = '';
      start = -1;
      continue;
    }
    if (start < 0) start = at;
    if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === escape && quote !== "'" && at + 1 < text.length) word += literally(text[++at] ?? '');
    else word += quote === "'" ? literally(character) : character;
  }
  if (start >= 0) words.push({ text: word, start, end: text.length });
  return words;
}

const literally = (character: string): string => (character === '$' ? '$$' : character);

/** The exec form `["a", "b"]`; undefined when the text is not a JSON list of strings, which makes it a shell command. */
export function execForm(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}

/** Leading `--name=value` flags, and the text after them with its offset. */
export function splitFlags(text: string): { readonly flags: readonly { readonly name: string; readonly value: string }[]; readonly rest: string; readonly offset: number } {
  const flags: { name: string; value: string }[] = [];
  const flag = /\s*--([a-z][\w-]*)(?:=(\S*))?(?:\s+|$)/y;
  let offset = 0;
  for (let match = flag.exec(text); match !== null; match = flag.exec(text)) {
    flags.push({ name: match[1] ?? '', value: match[2] ?? '' });
    offset = flag.lastIndex;
  }
  return { flags, rest: text.slice(offset), offset };
}
