import { TemplateSyntaxError } from './errors.js';
import type { Token } from './lexer.js';
import type { Command, Expression, Pipe } from './nodes.js';
import type { TokenStream } from './stream.js';

const MAX_DEPTH = 100;

/** A pipeline up to `until`, which is left in the stream (`close`) or was the opening parenthesis's partner. */
export function parsePipe(tokens: TokenStream, until: 'close' | ')', inRange = false, depth = 0): Pipe {
  tokens.skipSpace();
  const start = tokens.peek().start;
  if (depth > MAX_DEPTH) throw new TemplateSyntaxError(`parentheses are nested more than ${MAX_DEPTH} levels deep`, start);
  const { variables, assigns } = parseVariables(tokens, inRange);
  const commands: Command[] = [];
  for (;;) {
    tokens.skipSpace();
    commands.push(parseCommand(tokens, depth));
    tokens.skipSpace();
    if (tokens.peek().type !== 'pipe') break;
    tokens.next();
    tokens.skipSpace();
    // Go takes a `|` with nothing behind it.
    if (tokens.peek().type === until) break;
  }
  const end = tokens.peek();
  if (end.type !== until) throw new TemplateSyntaxError(`unexpected ${JSON.stringify(end.text)} in an action`, end.start);
  return { type: 'pipe', variables, assigns, commands, start, end: commands.at(-1)?.end ?? end.start };
}

/** `$x :=`, `$x =`, and in a range `$i, $x :=`. */
function parseVariables(tokens: TokenStream, inRange: boolean): { variables: string[]; assigns: boolean } {
  const variables: string[] = [];
  let ahead = 0;
  const significant = (): Token => {
    while (tokens.peek(ahead).type === 'space') ahead++;
    return tokens.peek(ahead);
  };
  for (;;) {
    const token = significant();
    if (token.type !== 'variable') return { variables: [], assigns: false };
    variables.push(token.text);
    ahead++;
    const after = significant();
    ahead++;
    if (after.type === ',' && inRange && variables.length < 2) continue;
    if (after.type !== 'declare' && after.type !== 'assign') return { variables: [], assigns: false };
    for (let count = 0; count < ahead; count++) tokens.next();
    return { variables, assigns: after.type === 'assign' };
  }
}

function parseCommand(tokens: TokenStream, depth: number): Command {
  const start = tokens.peek().start;
  const args: Expression[] = [];
  let end = start;
  for (;;) {
    tokens.skipSpace();
    const operand = parseOperand(tokens, depth);
    if (operand === undefined) break;
    args.push(operand);
    end = operand.end;
    const { type } = tokens.peek();
    if (type !== 'space' && type !== 'pipe' && type !== 'close' && type !== ')') throw new TemplateSyntaxError(`unexpected ${JSON.stringify(tokens.peek().text)} in an operand`, tokens.peek().start);
  }
  if (args.length === 0) throw new TemplateSyntaxError('an action has no value', start);
  return { args, start, end };
}

/** A term with the fields that follow without a space: `$x.y`, `(f .).y`. */
function parseOperand(tokens: TokenStream, depth: number): Expression | undefined {
  const base = parseTerm(tokens, depth);
  if (base === undefined || tokens.peek().type !== 'field') return base;
  const path: string[] = [];
  let end = base.end;
  while (tokens.peek().type === 'field') {
    const field = tokens.next();
    path.push(field.text);
    end = field.end;
  }
  if (base.type === 'field' || base.type === 'variable') return { ...base, path: [...base.path, ...path], end };
  return { type: 'chain', base, path, start: base.start, end };
}

function parseWord(name: string, span: { start: number; end: number }): Expression {
  if (name === 'true' || name === 'false') return { type: 'bool', value: name === 'true', ...span };
  return name === 'nil' ? { type: 'nil', ...span } : { type: 'function', name, ...span };
}

function parseTerm(tokens: TokenStream, depth: number): Expression | undefined {
  const { type, text, start, end } = tokens.peek();
  const span = { start, end };
  const expression = ((): Expression | undefined => {
    switch (type) {
      case 'identifier':
        return parseWord(text, span);
      case 'dot':
        return { type: 'dot', ...span };
      case 'field':
        return { type: 'field', path: [text], ...span };
      case 'variable':
        return { type: 'variable', name: text, path: [], ...span };
      case 'string':
        return { type: 'string', value: text, ...span };
      case 'char':
        return { type: 'number', value: Number(text), isFloat: false, ...span };
      case 'number':
        return parseNumber(text, span);
      default:
        return undefined;
    }
  })();
  if (expression !== undefined || type !== '(') {
    if (expression !== undefined) tokens.next();
    return expression;
  }
  tokens.next();
  const pipe = parsePipe(tokens, ')', false, depth + 1);
  const close = tokens.next();
  return { ...pipe, start, end: close.end };
}

function parseNumber(text: string, span: { start: number; end: number }): Expression {
  const digits = text.replaceAll('_', '');
  const sign = digits.startsWith('-') ? -1 : 1;
  const unsigned = digits.replace(/^[+-]/, '');
  const isFloat = /^0[xX]/.test(unsigned) ? /[.pP]/.test(unsigned) : !/^0[bBoO]/.test(unsigned) && /[.eE]/.test(unsigned);
  const hexFloat = /^(0[xX][0-9a-fA-F]+)[pP]([+-]?\d+)$/.exec(unsigned);
  const value = sign * (hexFloat ? Number(hexFloat[1]) * 2 ** Number(hexFloat[2]) : /^0[0-7]+$/.test(unsigned) ? parseInt(unsigned, 8) : Number(unsigned));
  if (Number.isNaN(value)) throw new TemplateSyntaxError(`${text} is no number`, span.start);
  return { type: 'number', value, isFloat, ...span };
}
