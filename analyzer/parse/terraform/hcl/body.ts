import type { Problem } from '../../../facts/types.js';
import { textSource, type YamlSource } from '../../yaml/index.js';
import type { Attribute, Block, Body, Spanned } from './ast.js';
import { Cursor, SyntaxProblem } from './cursor.js';
import { readExpression } from './expression.js';
import { readQuoted } from './template.js';

export interface HclFile {
  readonly body: Body;
  readonly problems: readonly Problem[];
}

/** Reads a file. A block that cannot be read is a problem at its place; those after it still count. */
export function parseHcl(file: string, text: string): HclFile {
  const source = textSource(file, text);
  const cursor = new Cursor(source);
  if (text.startsWith('\uFEFF')) cursor.position = 1;
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  const problems: Problem[] = [];
  for (;;) {
    cursor.skip(true);
    while (cursor.take(',')) cursor.skip(true);
    if (cursor.atEnd) return { body: { attributes, blocks }, problems };
    const start = cursor.position;
    try {
      readItem(cursor, attributes, blocks);
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      problems.push(problemAt(source, error));
      cursor.position = nextBlock(text, Math.max(start + 1, error.offset));
    }
  }
}

function problemAt(source: YamlSource, error: SyntaxProblem): Problem {
  const { file, line, column } = source.place(error.offset, error.offset + 1);
  return { code: 'hcl-syntax', file, line, column, severity: 'error', message: `Not valid HCL: ${error.message}. What this block declares is not known; the blocks after it are read.` };
}

const LINE_OF_BLOCK = /^[A-Za-z_][\w-]*[ \t]*(?:"|\{|=)/gm;

/** The next line that begins a block at the left margin, as formatted files have them. */
function nextBlock(text: string, from: number): number {
  LINE_OF_BLOCK.lastIndex = from;
  return LINE_OF_BLOCK.exec(text)?.index ?? text.length;
}

function readItem(cursor: Cursor, attributes: Attribute[], blocks: Block[]): void {
  const start = cursor.position;
  const name = cursor.takeName() ?? quotedName(cursor);
  if (name === undefined) cursor.fail('expected the name of a block or of an argument');
  const end = cursor.position;
  cursor.skip();
  if (cursor.sees('=') && !cursor.sees('==')) {
    cursor.position++;
    cursor.skip(true);
    const value = readExpression(cursor);
    attributes.push({ name, value, source: cursor.source, start, end });
    endOfItem(cursor);
    return;
  }
  blocks.push(readBlock(cursor, name, { source: cursor.source, start, end }));
  endOfItem(cursor);
}

/** Values files in JSON's way quote their keys. */
function quotedName(cursor: Cursor): string | undefined {
  if (!cursor.sees('"')) return undefined;
  const [part, ...more] = readQuoted(cursor);
  return part?.is === 'text' && more.length === 0 ? part.text : undefined;
}

function endOfItem(cursor: Cursor): void {
  cursor.skip();
  if (!cursor.atEnd && !cursor.sees('\n') && !cursor.sees('}') && !cursor.sees(',')) cursor.fail('expected a new line');
}

function readBlock(cursor: Cursor, type: string, at: Spanned): Block {
  const labels: (Spanned & { text: string })[] = [];
  for (;;) {
    cursor.skip();
    if (cursor.take('{')) break;
    const start = cursor.position;
    const text = cursor.takeName() ?? quotedName(cursor);
    if (text === undefined) cursor.fail('expected `=`, a label or `{`');
    labels.push({ text, source: cursor.source, start, end: cursor.position });
  }
  return { type, labels, body: cursor.within(() => readBody(cursor), false), ...at };
}

function readBody(cursor: Cursor): Body {
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  for (;;) {
    cursor.skip(true);
    while (cursor.take(',')) cursor.skip(true);
    if (cursor.take('}')) return { attributes, blocks };
    if (cursor.atEnd) cursor.fail('a block is not closed');
    readItem(cursor, attributes, blocks);
  }
}
