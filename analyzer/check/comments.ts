import type { Ignore } from './ignores.js';
import { parseIgnore } from './ignores.js';

const MARK = 'faultline-ignore';
const COMMENT = /(?:#|\/\/)\s*faultline-ignore\b(.*)$/;

/**
 * Ignore comments of the texts that were read. Behind code a comment covers its line. On a line of its own it covers the next
 * line and all that is indented under it; at the top of a YAML document, before its first key, it covers the document.
 */
export function commentIgnores(texts: Iterable<readonly [path: string, text: string]>): readonly Ignore[] {
  const found: Ignore[] = [];
  for (const [file, text] of texts) {
    if (!text.includes(MARK)) continue;
    const lines = text.split(/\r?\n/);
    lines.forEach((line, index) => {
      const match = line.includes(MARK) ? COMMENT.exec(line) : null;
      if (!match) return;
      const [first, last] = coveredLines(file, lines, index, match.index);
      found.push({
        by: 'comment', ...parseIgnore(match[1]!.trim()),
        at: { file, line: index + 1, column: match.index + 1, length: match[0].trimEnd().length },
        covers: ({ place }) => place.file === file && place.line >= first && place.line <= last,
      });
    });
  }
  return found;
}

/** First and last line that a comment covers, counted from 1. */
export function coveredLines(file: string, lines: readonly string[], index: number, column: number): readonly [number, number] {
  if (lines[index]!.slice(0, column).trim() !== '') return [index + 1, index + 1];
  if (/\.ya?ml$/.test(file) && opensDocument(lines, index)) return [index + 1, documentEnd(lines, index)];
  const target = nextContent(lines, index + 1);
  return [index + 1, blockEnd(lines, target)];
}

/** True when nothing but comments stands between the comment and the start of its document. */
function opensDocument(lines: readonly string[], index: number): boolean {
  for (let before = index - 1; before >= 0; before--) {
    if (isDocumentStart(lines[before]!)) return true;
    if (isContent(lines[before]!)) return false;
  }
  return true;
}

/** The comment may also stand above the `---` that opens its document, when nothing else is there. */
function documentEnd(lines: readonly string[], index: number): number {
  let line = nextContent(lines, index + 1);
  while (line < lines.length && !isDocumentStart(lines[line]!)) line++;
  return line;
}

function nextContent(lines: readonly string[], from: number): number {
  let line = from;
  while (line < lines.length && (!isContent(lines[line]!) || isDocumentStart(lines[line]!))) line++;
  return line;
}

/** First and last line, counted from 1, of the block that a line is part of; of that which it opens itself, if something stands before the column. */
export function blockAround(lines: readonly string[], index: number, column: number): readonly [number, number] {
  if (lines[index]!.slice(0, column).trim() !== '') return [index + 1, blockEnd(lines, index)];
  return indent(lines[index]!) === 0 ? [0, 0] : outerBlock(lines, index);
}

/** The last line (from 1) of the block that opens at `start`: deeper lines, and list items at the depth of their key. */
function blockEnd(lines: readonly string[], start: number): number {
  const opening = lines[start];
  if (opening === undefined) return start;
  const depth = indent(opening);
  const holdsItems = opening.trimEnd().endsWith(':') && !opening.trimStart().startsWith('- ');
  let end = start;
  for (let line = start + 1; line < lines.length; line++) {
    const text = lines[line]!;
    if (text.trim() === '') continue;
    const inside = indent(text) > depth || (holdsItems && indent(text) === depth && text.trimStart().startsWith('- '));
    if (!inside || isDocumentStart(text)) break;
    end = line;
  }
  return end + 1;
}

/** From its header to the last line that is deeper. */
function outerBlock(lines: readonly string[], index: number): readonly [number, number] {
  const depth = indent(lines[index]!);
  let header = index;
  while (header > 0 && (!isContent(lines[header]!) || indent(lines[header]!) >= depth)) header--;
  return [header + 1, blockEnd(lines, header)];
}

const isContent = (line: string): boolean => !/^\s*(?:#|\/\/|$)/.test(line);
const isDocumentStart = (line: string): boolean => /^---(?:\s|$)/.test(line);
const indent = (line: string): number => line.length - line.trimStart().length;
