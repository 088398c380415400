import { TemplateSyntaxError } from './errors.js';
import { unquoteChar, unquoteString } from './unquote.js';

export type TokenType = 'text' | 'open' | 'close' | 'space' | 'field' | 'variable' | 'dot' | 'identifier' | 'string' | 'number' | 'char' | 'pipe' | '(' | ')' | ',' | 'declare' | 'assign' | 'end';

export interface Token {
  readonly type: TokenType;
  readonly start: number;
  readonly end: number;
  /** Text after trimming, a name without its dot, a string unquoted. */
  readonly text: string;
}

const SPACE = /[ \t\r\n]+/y;
const WORD = /[\p{L}\p{Nd}_]+/uy;
const NUMBER = /[+-]?(?:0[xX][0-9a-fA-F_]+(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?\d+)?|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/y;
const DOUBLE_QUOTED = /"(?:[^"\\\n]|\\[^\n])*"/y;
const RAW_QUOTED = /`[^`]*`/y;
const CHAR = /'(?:[^'\\\n]|\\[^\n])+'/y;
const COMMENT = /\/\*[\s\S]*?\*\//y;

/** Splits a template into its texts and the tokens of its actions. https://pkg.go.dev/text/template */
export function lex(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trimNext = false;
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    const textEnd = open < 0 ? text.length : open;
    const trimsBefore = open >= 0 && text.charAt(open + 2) === '-' && isSpace(text.charAt(open + 3));
    pushText(tokens, text, at, textEnd, trimNext, trimsBefore);
    if (open < 0) break;
    const inside = open + (trimsBefore ? 4 : 2);
    const comment = commentEnd(text, inside, open);
    const result = comment ?? lexAction(text, open, inside, tokens);
    at = result.end;
    trimNext = result.trims;
  }
  tokens.push({ type: 'end', start: text.length, end: text.length, text: '' });
  return tokens;
}

const isSpace = (char: string): boolean => char === ' ' || char === '\t' || char === '\r' || char === '\n';

function pushText(tokens: Token[], text: string, from: number, to: number, trimStart: boolean, trimEnd: boolean): void {
  let start = from;
  let end = to;
  if (trimStart) while (start < end && isSpace(text.charAt(start))) start++;
  if (trimEnd) while (end > start && isSpace(text.charAt(end - 1))) end--;
  if (end > start) tokens.push({ type: 'text', start, end, text: text.slice(start, end) });
}

interface ActionEnd {
  readonly end: number;
  readonly trims: boolean;
}

/** A comment is an action of its own. */
function commentEnd(text: string, at: number, open: number): ActionEnd | undefined {
  if (!text.startsWith('/*', at)) return undefined;
  const end = match(COMMENT, text, at);
  if (end < 0) throw new TemplateSyntaxError('unclosed comment', open);
  const close = closeAt(text, end);
  if (close === undefined) throw new TemplateSyntaxError('a comment must end with */}}', open);
  return close;
}

function closeAt(text: string, at: number): ActionEnd | undefined {
  if (text.startsWith('}}', at)) return { end: at + 2, trims: false };
  const spaces = match(SPACE, text, at);
  return spaces > at && text.startsWith('-}}', spaces) ? { end: spaces + 3, trims: true } : undefined;
}

function lexAction(text: string, open: number, inside: number, tokens: Token[]): ActionEnd {
  tokens.push({ type: 'open', start: open, end: inside, text: '' });
  let at = inside;
  while (at < text.length) {
    const close = closeAt(text, at);
    if (close !== undefined) {
      tokens.push({ type: 'close', start: at, end: close.end, text: '' });
      return close;
    }
    const token = lexToken(text, at);
    tokens.push(token);
    at = token.end;
  }
  throw new TemplateSyntaxError('unclosed action', open);
}

function lexToken(text: string, at: number): Token {
  const char = text.charAt(at);
  const token = (type: TokenType, end: number, value = text.slice(at, end)): Token => ({ type, start: at, end, text: value });
  if (isSpace(char)) return token('space', match(SPACE, text, at));
  if (text.startsWith(':=', at)) return token('declare', at + 2);
  if (char === '=') return token('assign', at + 1);
  if (char === '|') return token('pipe', at + 1);
  if (char === '(' || char === ')' || char === ',') return token(char, at + 1);
  if (char === '"') return quoted(DOUBLE_QUOTED, 'string', unquoteString, text, at);
  if (char === '`') return quoted(RAW_QUOTED, 'string', (raw) => raw.slice(1, -1), text, at);
  if (char === "'") return quoted(CHAR, 'char', (raw) => String(unquoteChar(raw)), text, at);
  if (char === '$') return token('variable', Math.max(at + 1, match(WORD, text, at + 1)));
  const number = match(NUMBER, text, at);
  if (number > at && (char !== '.' || /\d/.test(text.charAt(at + 1)))) return token('number', number);
  if (char === '.') {
    const end = match(WORD, text, at + 1);
    return end > at + 1 ? token('field', end, text.slice(at + 1, end)) : token('dot', at + 1);
  }
  const word = match(WORD, text, at);
  if (word > at) return token('identifier', word);
  throw new TemplateSyntaxError(`unexpected ${JSON.stringify(char)} in an action`, at);
}

function quoted(pattern: RegExp, type: TokenType, unquote: (raw: string) => string, text: string, at: number): Token {
  const end = match(pattern, text, at);
  if (end < 0) throw new TemplateSyntaxError('unterminated quoted text', at);
  try {
    return { type, start: at, end, text: unquote(text.slice(at, end)) };
  } catch {
    throw new TemplateSyntaxError('quoted text has an escape that Go does not know', at);
  }
}

/** End of a match at `at`; -1 when there is none. */
function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
