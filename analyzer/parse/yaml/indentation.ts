import type { YAMLException } from 'js-yaml';

/** Each repair reads the text once more. */
const MAX_REPAIRS = 50;
const MAX_CHARACTERS = 20_000_000;

/**
 * The parser wants the lines of `[...]`, `{...}` and quoted text indented, as the specification does; the decoder of Kubernetes
 * and Helm takes them at any column, and people write them so. Joins such a line to the one before it, character for character, so
 * that every offset stays what it was. Undefined when that is not what is wrong.
 */
export function joinDeficientLine(text: string, { reason, mark }: YAMLException, repairs: number): string | undefined {
  if (reason !== 'deficient indentation' || mark === undefined || repairs >= MAX_REPAIRS || repairs * text.length > MAX_CHARACTERS) return undefined;
  const lineStart = text.lastIndexOf('\n', mark.position - 1);
  if (lineStart < 0) return undefined;
  const before = text.lastIndexOf('\n', lineStart - 1) + 1;
  const from = before + contentLength(text.slice(before, lineStart));
  return text.slice(0, from) + ' '.repeat(mark.position - from) + text.slice(mark.position);
}

/** Without a comment behind it: a `#` after white space that no quotation marks are open around. */
function contentLength(line: string): number {
  for (let at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1)) {
    const lead = line.slice(0, at);
    if ((lead === '' || /\s$/.test(lead)) && isClosed(lead, '"') && isClosed(lead, "'")) return lead.trimEnd().length;
  }
  return line.trimEnd().length;
}

const isClosed = (text: string, quote: string): boolean => text.split(quote).length % 2 === 1;
