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
      return { file, line: line + 1, column: at - lineStart + 1, length: Math.max(0, Math.min(end, endOfLine(text, at)) - at) };
    },
  };
}

/** Offsets at which lines begin; LF, CRLF and a lone CR all end a line, as YAML says. A byte-order mark belongs to no column. */
function lineStarts(text: string): Int32Array {
  const starts = [text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0];
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === LF || (char === CR && text.charCodeAt(at + 1) !== LF)) starts.push(at + 1);
  }
  return Int32Array.from(starts);
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

function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== LF && text.charCodeAt(at) !== CR) at++;
  return at;
}
