import type { Template, TemplatePart } from '../../facts/template.js';
import { shareable } from './safe.js';

/**
 * `$VAR`, `${VAR}`, `${VAR:-default}`, `${VAR-default}`, `${VAR:?message}`, `${VAR?message}`, `${VAR:+other}`, `${VAR+other}`
 * and `$$`, nested in operands, as env files and Compose files share them.
 * https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md
 */
export type Piece = { readonly text: string } | VariablePiece;

export interface VariablePiece {
  readonly variable: string;
  readonly operator: '' | '-' | ':-' | '?' | ':?' | '+' | ':+';
  readonly operand: readonly Piece[];
  /** As written. */
  readonly source: string;
}

/** Nobody nests defaults deeper by hand; what does is an attack on the stack, and stays text. */
const DEEPEST = 20;

/** Values that multiply through variables of variables stop growing here and become unknown. */
const LONGEST = 16_384;

/** What an unknown part counts for: its multiplication must end too. */
const HOLE_LENGTH = 32;

/** Never fails: a `$` that starts nothing is text. `invalid` gets the offset of each, for readers that forbid it. */
export function parsePieces(text: string, invalid?: (offset: number) => void): readonly Piece[] {
  if (!text.includes('$')) return text === '' ? [] : [{ text }];
  return readUntil({ text, at: 0, unterminated: false, invalid }, '', 0);
}

/** What a variable holds; undefined when it is not set. */
export type Lookup = (variable: VariablePiece) => Template | undefined;

/** Fills in the variables. `unset` says what stands for a variable that has neither value nor default. */
export function evaluate(pieces: readonly Piece[], lookup: Lookup, unset: (piece: VariablePiece) => Template): Template {
  const parts: TemplatePart[] = [];
  let length = 0;
  for (const piece of pieces) {
    const value = 'text' in piece ? [piece] : evaluateVariable(piece, lookup, unset);
    length += value.reduce((sum, part) => sum + ('text' in part ? part.text.length : HOLE_LENGTH), 0);
    if (length > LONGEST) return [{ unknown: 'a value that grows without bound' }];
    parts.push(...value);
  }
  return joinTexts(parts);
}

/** The text, when every part is known. */
export function textOf(template: Template): string | undefined {
  let text = '';
  for (const part of template) {
    if (!('text' in part)) return undefined;
    text += part.text;
  }
  return text;
}

function evaluateVariable(piece: VariablePiece, lookup: Lookup, unset: (piece: VariablePiece) => Template): Template {
  const value = lookup(piece);
  const colon = piece.operator.startsWith(':');
  const present = value !== undefined && !(colon && textOf(value) === '');
  switch (piece.operator) {
    case '-':
    case ':-':
      // The default is as secret as the variable.
      return present ? value : shareable(piece.variable, evaluate(piece.operand, lookup, unset));
    case '+':
    case ':+':
      return present ? evaluate(piece.operand, lookup, unset) : [];
    case '?':
    case ':?':
      return present ? value : unset(piece);
    case '':
      return value ?? unset(piece);
  }
}

function joinTexts(parts: readonly TemplatePart[]): Template {
  const joined: TemplatePart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if ('text' in part && last !== undefined && 'text' in last) joined[joined.length - 1] = { text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

interface Cursor {
  readonly text: string;
  at: number;
  /** A brace was never closed. From then on operands are not read: retrying each would take exponential time. */
  unterminated: boolean;
  readonly invalid: ((offset: number) => void) | undefined;
}

function readUntil(cursor: Cursor, end: '' | '}', depth: number): Piece[] {
  const pieces: Piece[] = [];
  let from = cursor.at;
  const flush = (to: number): void => {
    if (to > from) pieces.push({ text: cursor.text.slice(from, to) });
  };
  while (cursor.at < cursor.text.length && (end === '' || cursor.text[cursor.at] !== end)) {
    if (cursor.text[cursor.at] !== '$') {
      cursor.at++;
      continue;
    }
    const start = cursor.at;
    if (cursor.text[start + 1] === '$') {
      flush(start + 1);
      cursor.at = from = start + 2;
      continue;
    }
    const variable = readVariable(cursor, depth);
    if (variable === undefined) {
      cursor.invalid?.(start);
      cursor.at = start + 1;
      continue;
    }
    flush(start);
    pieces.push(variable);
    from = cursor.at;
  }
  flush(cursor.at);
  return pieces;
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const OPERATOR = /:?[-?+]/y;

/** Reads at a `$`; leaves the cursor anywhere when there is no variable. */
function readVariable(cursor: Cursor, depth: number): VariablePiece | undefined {
  const start = cursor.at;
  const braced = cursor.text[start + 1] === '{';
  const variable = match(NAME, cursor.text, start + (braced ? 2 : 1));
  if (variable === undefined) return undefined;
  cursor.at = start + (braced ? 2 : 1) + variable.length;
  if (!braced) return { variable, operator: '', operand: [], source: cursor.text.slice(start, cursor.at) };
  const operator = (match(OPERATOR, cursor.text, cursor.at) ?? '') as VariablePiece['operator'];
  cursor.at += operator.length;
  if (operator !== '' && (cursor.unterminated || depth >= DEEPEST)) return undefined;
  const operand = operator === '' ? [] : readUntil(cursor, '}', depth + 1);
  if (cursor.at >= cursor.text.length) cursor.unterminated = true;
  if (cursor.text[cursor.at] !== '}') return undefined;
  cursor.at++;
  return { variable, operator, operand, source: cursor.text.slice(start, cursor.at) };
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
