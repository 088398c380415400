import type { TemplatePart } from './ast.js';
import { Cursor } from './cursor.js';
import { readExpression, readForNames } from './expression.js';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** `"…"`: text with escapes, `${…}` and `%{…}`. */
export function readQuoted(cursor: Cursor): TemplatePart[] {
  cursor.position++;
  const parts = cursor.deeper(() => readParts(cursor, true));
  if (!cursor.take('"')) cursor.fail('the string is not closed on its line');
  return nested(cursor, parts);
}

const HEREDOC = /<<(-?)([\p{L}_][\p{L}\p{N}_-]*)[ \t]*\r?\n/uy;

/** `<<EOT` and `<<-EOT`; the second is without the indentation that all its lines share. */
export function readHeredoc(cursor: Cursor): TemplatePart[] {
  const { text } = cursor.source;
  HEREDOC.lastIndex = cursor.position;
  const head = HEREDOC.exec(text);
  if (!head) cursor.fail('expected a heredoc');
  const start = HEREDOC.lastIndex;
  const end = findTerminator(text, start, head[2]!, cursor.end);
  if (end === undefined) cursor.fail(`no line ends the heredoc \`${head[2]}\``);
  const inner = new Cursor(cursor.source, end.from);
  inner.position = start;
  const parts = nested(inner, readParts(inner, false));
  cursor.position = end.to;
  return head[1] === '-' ? unindented(parts, sharedIndent(text.slice(start, end.from))) : parts;
}

/** A whole file or string as a template: `templatefile`. */
export function readTemplate(cursor: Cursor): TemplatePart[] {
  return nested(cursor, readParts(cursor, false));
}

function findTerminator(text: string, start: number, word: string, limit: number): { from: number; to: number } | undefined {
  for (let line = start; line <= limit; ) {
    const next = text.indexOf('\n', line);
    const stop = next < 0 ? limit : next;
    if (text.slice(line, stop).trim() === word) return { from: line, to: line + text.slice(line, stop).trimEnd().length };
    if (next < 0) return undefined;
    line = next + 1;
  }
  return undefined;
}

function sharedIndent(text: string): number {
  const indents = text.split('\n').filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  return indents.length === 0 ? 0 : indents.reduce((a, b) => Math.min(a, b));
}

function unindented(parts: readonly TemplatePart[], indent: number): TemplatePart[] {
  const strip = new RegExp(`\\n[ \\t]{0,${indent}}`, 'g');
  const first = new RegExp(`^[ \\t]{0,${indent}}`);
  return parts.map((part, index) => (part.is === 'text' ? { ...part, text: (index === 0 ? part.text.replace(first, '') : part.text).replace(strip, '\n') } : part));
}

// ---------------------------------------------------------------- a flat list of pieces

type Marker = { readonly is: 'else' | 'endif' | 'endfor'; readonly offset: number };
type Open = { readonly is: 'open-if' | 'open-for'; readonly part: (body: TemplatePart[], otherwise: TemplatePart[]) => TemplatePart; readonly offset: number };
type Piece = TemplatePart | Marker | Open;

function readParts(cursor: Cursor, quoted: boolean): Piece[] {
  const pieces: Piece[] = [];
  const { text } = cursor.source;
  let from = cursor.position;
  let literal = '';
  let strip = false;
  const flush = (trim: boolean): void => {
    const trimmed = trim ? literal.trimEnd() : literal;
    if (trimmed !== '') pieces.push({ is: 'text', text: trimmed, source: cursor.source, start: from, end: cursor.position });
    literal = '';
  };
  while (!cursor.atEnd) {
    const char = text[cursor.position]!;
    if (quoted && (char === '"' || char === '\n')) break;
    if (cursor.take('$${')) literal += '${';
    else if (cursor.take('%%{')) literal += '%{';
    else if (cursor.sees('${') || cursor.sees('%{')) {
      flush(text[cursor.position + 2] === '~');
      pieces.push(char === '$' ? readValue(cursor) : readDirective(cursor));
      strip = text[cursor.position - 2] === '~';
      from = cursor.position;
    } else if (quoted && char === '\\') literal += readEscape(cursor);
    else {
      cursor.position++;
      if (!strip || !/\s/.test(char)) {
        literal += char;
        strip = false;
      }
    }
  }
  flush(false);
  return pieces;
}

function readEscape(cursor: Cursor): string {
  const code = cursor.takePattern(/\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}/y);
  if (code !== undefined) {
    const point = Number.parseInt(code.slice(2), 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD';
  }
  const letter = cursor.source.text[cursor.position + 1] ?? '';
  if (letter === '\n') cursor.fail('the string is not closed on its line');
  cursor.position += 2;
  return ESCAPES[letter] ?? letter;
}

function readValue(cursor: Cursor): TemplatePart {
  const start = cursor.position;
  cursor.position += 2;
  return cursor.within(() => {
    cursor.take('~');
    const value = readExpression(cursor);
    cursor.skip();
    cursor.take('~');
    cursor.expect('}');
    return { is: 'value', value, source: cursor.source, start, end: cursor.position };
  });
}

function readDirective(cursor: Cursor): Marker | Open {
  const offset = cursor.position;
  cursor.position += 2;
  return cursor.within(() => {
    cursor.take('~');
    cursor.skip();
    const word = cursor.takeName();
    const opened = openDirective(cursor, word, offset);
    cursor.skip();
    cursor.take('~');
    cursor.expect('}');
    return opened;
  });
}

function openDirective(cursor: Cursor, word: string | undefined, offset: number): Marker | Open {
  const at = { source: cursor.source, start: offset };
  if (word === 'else' || word === 'endif' || word === 'endfor') return { is: word, offset };
  if (word === 'if') {
    const condition = readExpression(cursor);
    return { is: 'open-if', offset, part: (then, otherwise) => ({ is: 'if', condition, then, otherwise, ...at, end: condition.end }) };
  }
  if (word === 'for') {
    const names = readForNames(cursor) ?? cursor.fail('expected `in`');
    const over = readExpression(cursor);
    return { is: 'open-for', offset, part: (body) => ({ is: 'for', ...names, over, body, ...at, end: over.end }) };
  }
  return cursor.fail('expected `if`, `else`, `endif`, `for` or `endfor`', offset);
}

/** Puts what stands between `%{ if }` and `%{ endif }` into its directive. */
function nested(cursor: Cursor, pieces: readonly Piece[]): TemplatePart[] {
  const root: TemplatePart[] = [];
  const stack: { open: Open; then: TemplatePart[]; otherwise?: TemplatePart[] }[] = [];
  const into = (): TemplatePart[] => stack.at(-1)?.otherwise ?? stack.at(-1)?.then ?? root;
  for (const piece of pieces)
    switch (piece.is) {
      case 'open-if':
      case 'open-for':
        if (stack.push({ open: piece, then: [] }) > 100) cursor.fail('directives nested too deep', piece.offset);
        break;
      case 'else':
        if (stack.at(-1)?.open.is !== 'open-if') cursor.fail('`else` without `if`', piece.offset);
        stack.at(-1)!.otherwise = [];
        break;
      case 'endif':
      case 'endfor': {
        const top = stack.pop() ?? cursor.fail(`\`${piece.is}\` closes nothing`, piece.offset);
        into().push(top.open.part(top.then, top.otherwise ?? []));
        break;
      }
      default: into().push(piece);
    }
  const left = stack.pop();
  if (left) cursor.fail('a directive is not closed', left.open.offset);
  return root;
}
