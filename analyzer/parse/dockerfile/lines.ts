import type { Place } from '../../facts/place.js';

/** One instruction with its continuation lines joined. https://docs.docker.com/reference/dockerfile/#format */
export interface Instruction {
  /** In upper case. */
  readonly keyword: string;
  /** What follows the keyword, continuations joined, comments between them dropped. */
  readonly text: string;
  /** Place of the keyword. */
  readonly at: Place;
  /** Where a span of `text` is written; its length ends with its line. */
  place(start: number, end: number): Place;
}

interface Segment {
  /** Offset in the joined text. */
  readonly start: number;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export function readInstructions(file: string, text: string): { readonly instructions: readonly Instruction[]; readonly escape: string } {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const escape = escapeDirective(lines);
  const instructions: Instruction[] = [];
  for (let next = 0; next < lines.length; ) {
    const { joined, segments, end } = joinContinuations(lines, next, escape);
    next = end;
    const instruction = toInstruction(file, joined, segments);
    if (instruction === undefined) continue;
    instructions.push(instruction);
    if (TAKES_HEREDOCS.has(instruction.keyword)) next = skipHeredocs(lines, next, instruction.text);
  }
  return { instructions, escape };
}

const TAKES_HEREDOCS = new Set(['RUN', 'COPY', 'ADD']);

/** Directives are comments before anything else; the first line that is none ends them. */
function escapeDirective(lines: readonly string[]): string {
  for (const line of lines) {
    const directive = /^\s*#\s*([A-Za-z]\w*)\s*=\s*(\S+)\s*$/.exec(line);
    if (directive === null) break;
    if (directive[1]?.toLowerCase() === 'escape' && directive[2] === '`') return '`';
  }
  return '\\';
}

function joinContinuations(lines: readonly string[], start: number, escape: string): { joined: string; segments: Segment[]; end: number } {
  const parts: string[] = [];
  const segments: Segment[] = [];
  let length = 0;
  let at = start;
  while (at < lines.length) {
    const line = lines[at++] ?? '';
    // Comments and empty lines between continuations do not end the instruction.
    if (isComment(line)) continue;
    if (parts.length > 0 && line.trim() === '') continue;
    const trimmed = line.trimEnd();
    const continues = trimmed.endsWith(escape);
    const content = continues ? trimmed.slice(0, -1) : line;
    segments.push({ start: length, line: at, column: 1, length: content.length });
    parts.push(content);
    length += content.length;
    if (!continues) break;
  }
  return { joined: parts.join(''), segments, end: at };
}

const isComment = (line: string): boolean => line.trimStart().startsWith('#');

function toInstruction(file: string, joined: string, segments: readonly Segment[]): Instruction | undefined {
  const keyword = /^\s*([A-Za-z]+)(?=\s|$)/.exec(joined);
  if (keyword?.[1] === undefined) return undefined;
  const keywordStart = keyword[0].length - keyword[1].length;
  const rest = joined.slice(keyword[0].length);
  const offset = keyword[0].length + rest.length - rest.trimStart().length;
  const place = (start: number, end: number): Place => {
    const segment = segments.findLast((candidate) => candidate.start <= start) ?? { start: 0, line: 1, column: 1, length: 0 };
    const within = start - segment.start;
    return { file, line: segment.line, column: segment.column + within, length: Math.max(0, Math.min(end - start, segment.length - within)) };
  };
  return {
    keyword: keyword[1].toUpperCase(),
    text: rest.trim(),
    at: place(keywordStart, keyword[0].length),
    place: (start, end) => place(start + offset, end + offset),
  };
}

const HEREDOC = /(?:^|\s)<<(-?)(["']?)([A-Za-z_]\w*)\2/g;

/** The line after the last delimiter of the here-documents that the instruction opens; an unclosed one runs to the end. */
function skipHeredocs(lines: readonly string[], start: number, text: string): number {
  let at = start;
  for (const [, dash, , delimiter] of text.matchAll(HEREDOC)) {
    while (at < lines.length && (dash === '-' ? (lines[at] ?? '').replace(/^\t+/, '') : lines[at]) !== delimiter) at++;
    at++;
  }
  return Math.min(at, lines.length);
}
