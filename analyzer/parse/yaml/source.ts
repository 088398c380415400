import type { Place } from '../../facts/place.js';
import type { YamlSource } from './node.js';

const LF = 10;
const CR = 13;
const BYTE_ORDER_MARK = 0xfeff;

/** Text of one file. Its line index is built on the first place that is asked for: most files never need one. */
export function textSource(file: string, text: string): YamlSource {
  let lines: Int32Array | undefined;
  return {
    file,
    text,
    place(start: number, end: number): Place {
      lines ??= lineStarts(text);
      const at = Math.min(Math.max(start, lines[0] ?? 0), text.length);
      const line = lineOf(lines, at);
      const lineStart = lines[line] ?? 0;
      return { file, line: line + 1, column: at - lineStart + 1, length: Math.max(0, Math.min(end, endOfLine(text, lines[line + 1])) - at) };
    },
  };
}

/** Offsets at which lines begin; LF, CRLF and a lone CR all end a line, as YAML says. A byte-order mark belongs to no column. */
function lineStarts(text: string): Int32Array {
  const starts = [text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0];
  const hasCarriageReturns = text.includes('\r');
  for (let at = nextBreak(text, 0, hasCarriageReturns); at >= 0; at = nextBreak(text, at + 1, hasCarriageReturns)) starts.push(at + 1);
  return Int32Array.from(starts);
}

/** The last character of the next line break. */
function nextBreak(text: string, from: number, hasCarriageReturns: boolean): number {
  if (!hasCarriageReturns) return text.indexOf('\n', from);
  for (let at = from; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === LF || (char === CR && text.charCodeAt(at + 1) !== LF)) return at;
  }
  return -1;
}

/** Index of the last line that begins at or before `at`. */
function lineOf(starts: Int32Array, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Before the line break that ends the line. */
function endOfLine(text: string, nextLine: number | undefined): number {
  if (nextLine === undefined) return text.length;
  return text.charCodeAt(nextLine - 1) === LF && text.charCodeAt(nextLine - 2) === CR ? nextLine - 2 : nextLine - 1;
}
