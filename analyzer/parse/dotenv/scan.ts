/**
 * The lines of an env file. There is no standard; this reads what Compose and the dotenv packages agree on, and where they
 * differ, what Compose does: a comment in an unquoted value starts at ` #`, quoted values may span lines.
 */
export interface Assignment {
  readonly name: string;
  readonly start: number;
  /** Undefined for a bare `NAME`: its value comes from the environment of whoever loads the file. */
  readonly value?: { readonly text: string; readonly start: number; readonly end: number; readonly interpolated: boolean };
}

export interface ScanProblem {
  readonly code: 'dotenv-syntax' | 'dotenv-unterminated-quote';
  readonly at: number;
  readonly message: string;
}

const LINE = /[^\r\n]*/y;
const NAME = /[A-Za-z_][\w.-]*/y;

export function scanAssignments(text: string): { assignments: readonly Assignment[]; problems: readonly ScanProblem[] } {
  const assignments: Assignment[] = [];
  const problems: ScanProblem[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const line = matchAt(LINE, text, at);
    const start = at + leadingBlanks(line);
    const first = text[start];
    if (start >= at + line.length || first === '#') {
      at = nextLine(text, at + line.length);
      continue;
    }
    const read = readAssignment(text, start, at + line.length, problems);
    if (read.assignment !== undefined) assignments.push(read.assignment);
    at = nextLine(text, read.end);
  }
  return { assignments, problems };
}

function readAssignment(text: string, start: number, lineEnd: number, problems: ScanProblem[]): { assignment?: Assignment; end: number } {
  const exported = /^export[ \t]+/.exec(text.slice(start, Math.min(lineEnd, start + 80)))?.[0] ?? '';
  const nameStart = start + exported.length;
  const name = matchAt(NAME, text, nameStart);
  let at = skipBlanks(text, nameStart + name.length);
  if (name !== '' && (at >= lineEnd || text[at] === '#')) {
    // `export NAME` alone only marks a variable that was set before.
    return exported === '' ? { assignment: { name, start: nameStart }, end: lineEnd } : { end: lineEnd };
  }
  if (name === '' || (text[at] !== '=' && text[at] !== ':')) {
    problems.push({ code: 'dotenv-syntax', at: start, message: 'This line is not NAME=value; it is skipped. Comment it out with # or write an assignment.' });
    return { end: lineEnd };
  }
  at = Math.min(skipBlanks(text, at + 1), lineEnd);
  const value = readQuoted(text, at, lineEnd, problems) ?? readPlain(text, at, lineEnd);
  return { assignment: { name, start: nameStart, value }, end: Math.max(lineEnd, value.end) };
}

function readPlain(text: string, start: number, lineEnd: number): NonNullable<Assignment['value']> {
  let end = start;
  while (end < lineEnd && !(text[end] === '#' && (end === start || isBlank(text[end - 1])))) end++;
  while (end > start && isBlank(text[end - 1])) end--;
  return { text: text.slice(start, end), start, end, interpolated: true };
}

/** Undefined where no quoted value starts, or where text follows the closing quote: then the quotes belong to a plain value. */
function readQuoted(text: string, start: number, lineEnd: number, problems: ScanProblem[]): Assignment['value'] {
  const quote = text[start];
  if (start >= lineEnd || (quote !== '"' && quote !== "'" && quote !== '`')) return undefined;
  const close = closingQuote(text, start);
  if (close === undefined) {
    problems.push({ code: 'dotenv-unterminated-quote', at: start, message: `This quote is never closed; the value is read to the end of its line. Add the closing ${quote}.` });
    return undefined;
  }
  const after = skipBlanks(text, close + 1);
  if (after < text.length && text[after] !== '#' && text[after] !== '\r' && text[after] !== '\n') return undefined;
  const inner = text.slice(start + 1, close).replace(/\r\n?/g, '\n');
  const value = quote === '"' ? unescape(inner) : quote === "'" ? inner.replaceAll("\\'", "'") : inner;
  return { text: value, start, end: close + 1, interpolated: quote === '"' };
}

function closingQuote(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[start]) return at;
  }
  return undefined;
}

const ESCAPES = new Map([['n', '\n'], ['r', '\r'], ['t', '\t'], ['"', '"'], ['\\', '\\'], ['$', '$$']]);

/** `\$` becomes `$$`, which interpolation turns into a dollar sign that starts no variable. */
const unescape = (text: string): string => text.replace(/\\(.)/gs, (whole, character: string) => ESCAPES.get(character) ?? whole);

const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t';
const leadingBlanks = (line: string): number => skipBlanks(line, 0);

function skipBlanks(text: string, at: number): number {
  while (isBlank(text[at])) at++;
  return at;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** After the rest of the line that `at` is on. */
function nextLine(text: string, at: number): number {
  const end = at + matchAt(LINE, text, at).length;
  return text.startsWith('\r\n', end) ? end + 2 : end + 1;
}
