import type { Trace, Traced } from './origin.js';

interface Line {
  readonly text: string;
  /** Offset of the trimmed text. */
  readonly start: number;
}

const LINES = new WeakMap<Traced, readonly Line[]>();
const MATCHES = new WeakMap<Traced, Map<string, readonly (Line | undefined)[]>>();

/**
 * Where `[start, end)` of `text` comes from, when `text` is what `indent`, `trim` and the like made of a traced text: lines
 * keep their order and, but for the white space around them, what they say.
 */
export function matchLines(text: string, traced: Traced, start: number, end: number): Trace | undefined {
  const outer = splitLines(text);
  const index = lineAt(outer, start);
  const line = outer[index];
  if (line === undefined) return undefined;
  const inner = matches(text, outer, traced)[index];
  if (inner === undefined) return undefined;
  const offset = inner.start + Math.max(0, start - line.start);
  return traced.trace(offset, Math.min(offset + Math.max(0, end - start), inner.start + inner.text.length));
}

/** For each line of `text` the line of the traced text with the same words, each at most once and in order. */
function matches(text: string, outer: readonly Line[], traced: Traced): readonly (Line | undefined)[] {
  let known = MATCHES.get(traced);
  if (known === undefined) MATCHES.set(traced, (known = new Map()));
  const found = known.get(text);
  if (found !== undefined) return found;
  const inner = LINES.get(traced) ?? splitLines(traced.text);
  LINES.set(traced, inner);
  const positions = new Map<string, number[]>();
  inner.forEach((line, index) => void (positions.get(line.text)?.push(index) ?? positions.set(line.text, [index])));
  let next = 0;
  const result = outer.map(({ text: words }) => {
    const index = positions.get(words)?.find((position) => position >= next);
    if (index === undefined) return undefined;
    next = index + 1;
    return inner[index];
  });
  known.set(text, result);
  return result;
}

/** The lines that say something. */
function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  for (let at = 0; at <= text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end);
    const trimmed = line.trim();
    if (trimmed !== '') lines.push({ text: trimmed, start: at + line.indexOf(trimmed) });
    at = end + 1;
  }
  return lines;
}

/** The last line that begins at or before an offset. */
function lineAt(lines: readonly Line[], offset: number): number {
  let index = 0;
  while (index + 1 < lines.length && (lines[index + 1] as Line).start <= offset) index++;
  return index;
}
