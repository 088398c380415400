import type { YamlSource } from '../../yaml/index.js';
import { TemplateSyntaxError } from './errors.js';
import { parsePipe } from './expression.js';
import { lex } from './lexer.js';
import type { BranchNode, Node, Pipe, RangeNode, Template } from './nodes.js';
import { TokenStream } from './stream.js';

/** Deeper than any template, and shallow enough for recursion. */
const MAX_DEPTH = 100;

/** Reads a template file: itself first, then what it defines. Throws a TemplateSyntaxError, as Helm refuses the whole chart. */
export function parseTemplate(name: string, source: YamlSource): Template[] {
  const state: State = { tokens: new TokenStream(lex(source.text)), source, defined: [], depth: 0 };
  const { body, ended } = parseList(state, false);
  if (ended !== 'eof') throw new TemplateSyntaxError(`unexpected {{${ended}}}`, state.tokens.peek().start);
  return [{ name, source, body }, ...state.defined];
}

interface State {
  readonly tokens: TokenStream;
  readonly source: YamlSource;
  readonly defined: Template[];
  depth: number;
}

/** Up to `{{end}}` or `{{else`, whose keyword is consumed; the rest of an `else` is left to the caller. */
function parseList(state: State, nested = true): { body: Node[]; ended: 'end' | 'else' | 'eof' } {
  const { tokens } = state;
  if (++state.depth > MAX_DEPTH) throw new TemplateSyntaxError(`actions are nested more than ${MAX_DEPTH} levels deep`, tokens.peek().start);
  const body: Node[] = [];
  for (;;) {
    const token = tokens.next();
    if (token.type === 'end') {
      if (nested) throw new TemplateSyntaxError('an {{if}}, {{range}}, {{with}} or {{define}} has no {{end}}', token.start);
      state.depth--;
      return { body, ended: 'eof' };
    }
    if (token.type === 'text') {
      body.push({ type: 'text', text: token.text, start: token.start, end: token.end });
      continue;
    }
    tokens.skipSpace();
    const word = tokens.peek();
    if (word.type === 'identifier' && (word.text === 'end' || word.text === 'else')) {
      tokens.next();
      if (word.text === 'end') tokens.close();
      state.depth--;
      return { body, ended: word.text };
    }
    const node = parseAction(state, token.start);
    if (node !== undefined) body.push(node);
  }
}

function parseAction(state: State, start: number): Node | undefined {
  const { tokens } = state;
  const word = tokens.peek();
  switch (word.type === 'identifier' ? word.text : '') {
    case 'if':
    case 'with':
    case 'range':
      tokens.next();
      return parseBranch(state, word.text as 'if' | 'with' | 'range', start);
    case 'define':
      tokens.next();
      define(state, templateName(tokens), false);
      return undefined;
    case 'block':
      return parseBlock(state, start);
    case 'template':
      return parseTemplateCall(state, start);
    case 'break':
    case 'continue':
      tokens.next();
      return { type: word.text as 'break' | 'continue', start, end: tokens.close() };
    default: {
      const pipe = parsePipe(tokens, 'close');
      return { type: 'action', pipe, start, end: tokens.close() };
    }
  }
}

function parseBranch(state: State, type: 'if' | 'with' | 'range', start: number): BranchNode | RangeNode {
  const pipe = parsePipe(state.tokens, 'close', type === 'range');
  const end = state.tokens.close();
  const { body, ended } = parseList(state);
  return { type, pipe, body, otherwise: ended === 'else' ? parseElse(state, type) : [], start, end };
}

/** `{{else}}`, `{{else if x}}` and `{{else with x}}`: the latter two nest and share the outer end. */
function parseElse(state: State, type: string): Node[] {
  const { tokens } = state;
  tokens.skipSpace();
  const word = tokens.peek();
  if (word.type === 'identifier' && (word.text === 'if' || word.text === 'with') && type !== 'range') {
    tokens.next();
    return [parseBranch(state, word.text, word.start)];
  }
  tokens.close();
  const { body, ended } = parseList(state);
  if (ended === 'else') throw new TemplateSyntaxError('an {{else}} follows an {{else}}', tokens.peek().start);
  return body;
}

function define(state: State, name: string, alreadyClosed: boolean): void {
  if (!alreadyClosed) state.tokens.close();
  const at = state.tokens.peek().start;
  const { body, ended } = parseList(state);
  if (ended === 'else') throw new TemplateSyntaxError('{{else}} in {{define}}', at);
  state.defined.push({ name, source: state.source, body });
}

function parseBlock(state: State, start: number): Node {
  state.tokens.next();
  const name = templateName(state.tokens);
  const pipe = parsePipe(state.tokens, 'close');
  const end = state.tokens.close();
  define(state, name, true);
  return { type: 'template', name, pipe, start, end };
}

function parseTemplateCall(state: State, start: number): Node {
  const { tokens } = state;
  tokens.next();
  const name = templateName(tokens);
  tokens.skipSpace();
  const pipe: Pipe | undefined = tokens.peek().type === 'close' ? undefined : parsePipe(tokens, 'close');
  return { type: 'template', name, ...(pipe && { pipe }), start, end: tokens.close() };
}

function templateName(tokens: TokenStream): string {
  tokens.skipSpace();
  const token = tokens.next();
  if (token.type !== 'string') throw new TemplateSyntaxError('a template needs a quoted name', token.start);
  return token.text;
}
