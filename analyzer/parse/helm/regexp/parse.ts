import { classOf, negated, POSIX, readClass, type CharSet } from './chars.js';

export type RegexNode =
  | { readonly type: 'empty' }
  | { readonly type: 'set'; readonly set: CharSet }
  | { readonly type: 'assert'; readonly at: 'line-start' | 'line-end' | 'text-start' | 'text-end' | 'word' | 'not-word' }
  | { readonly type: 'group'; readonly index: number; readonly node: RegexNode }
  | { readonly type: 'sequence' | 'choice'; readonly nodes: readonly RegexNode[] }
  | { readonly type: 'repeat'; readonly node: RegexNode; readonly min: number; readonly max: number; readonly greedy: boolean };

interface Flags {
  i: boolean;
  m: boolean;
  s: boolean;
  U: boolean;
}

interface State {
  readonly pattern: string;
  at: number;
  groups: number;
  depth: number;
  flags: Flags;
  readonly names: Map<string, number>;
}

const MAX_DEPTH = 100;
const MAX_REPEAT = 1000;

/** Reads RE2 syntax. https://github.com/google/re2/wiki/Syntax */
export function parsePattern(pattern: string): { node: RegexNode; groups: number; names: ReadonlyMap<string, number> } {
  const state: State = { pattern, at: 0, groups: 1, depth: 0, flags: { i: false, m: false, s: false, U: false }, names: new Map() };
  const node = parseChoice(state);
  if (state.at < pattern.length) throw new SyntaxError('unexpected )');
  return { node, groups: state.groups, names: state.names };
}

function parseChoice(state: State): RegexNode {
  if (++state.depth > MAX_DEPTH) throw new SyntaxError('expression nests too deeply');
  const flags = { ...state.flags };
  const nodes = [parseSequence(state)];
  while (state.pattern.charAt(state.at) === '|') {
    state.at++;
    nodes.push(parseSequence(state));
  }
  state.flags = flags;
  state.depth--;
  return nodes.length === 1 ? (nodes[0] as RegexNode) : { type: 'choice', nodes };
}

function parseSequence(state: State): RegexNode {
  const nodes: RegexNode[] = [];
  while (state.at < state.pattern.length && state.pattern.charAt(state.at) !== '|' && state.pattern.charAt(state.at) !== ')') {
    const atom = parseAtom(state);
    if (atom !== undefined) nodes.push(parseRepeats(state, atom));
  }
  return { type: 'sequence', nodes };
}

const REPEAT = /(?:([*+?])|\{(\d+)(,?)(\d*)\})(\??)/y;

function parseRepeats(state: State, atom: RegexNode): RegexNode {
  REPEAT.lastIndex = state.at;
  const found = REPEAT.exec(state.pattern);
  if (found === null) return atom;
  state.at = REPEAT.lastIndex;
  const [, sign, low, comma, high, lazy] = found;
  const min = sign === undefined ? Number(low) : sign === '+' ? 1 : 0;
  const max = sign === undefined ? (comma === '' ? min : high === '' ? Infinity : Number(high)) : sign === '?' ? 1 : Infinity;
  if (min > MAX_REPEAT || (max !== Infinity && max > MAX_REPEAT) || max < min) throw new SyntaxError('bad repetition');
  return parseRepeats(state, { type: 'repeat', node: atom, min, max, greedy: (lazy === '?') === state.flags.U });
}

function parseAtom(state: State): RegexNode | undefined {
  const char = String.fromCodePoint(state.pattern.codePointAt(state.at) ?? 0);
  switch (char) {
    case '(':
      return parseGroup(state);
    case '[': {
      const { set, end } = readClass(state.pattern, state.at, state.flags.i);
      state.at = end;
      return { type: 'set', set };
    }
    case '\\':
      return parseEscape(state);
    case '*':
    case '+':
    case '?':
      throw new SyntaxError('missing argument to repetition operator');
  }
  state.at += char.length;
  if (char === '.') return { type: 'set', set: state.flags.s ? () => true : (code) => code !== 10 };
  if (char === '^') return { type: 'assert', at: state.flags.m ? 'line-start' : 'text-start' };
  if (char === '$') return { type: 'assert', at: state.flags.m ? 'line-end' : 'text-end' };
  return literal(state, char);
}

const literal = (state: State, char: string): RegexNode => ({ type: 'set', set: classOf(char, state.flags.i) });

const GROUP = /\((?:\?(?:P?<(\w+)>|([imsU]*)(?:-([imsU]+))?([:)])))?/y;

function parseGroup(state: State): RegexNode | undefined {
  GROUP.lastIndex = state.at;
  const found = GROUP.exec(state.pattern);
  if (found === null) throw new SyntaxError('bad group');
  state.at = GROUP.lastIndex;
  const [, name, on, off, close] = found;
  const saved = { ...state.flags };
  if (close !== undefined) {
    state.flags = { ...state.flags };
    for (const flag of on ?? '') state.flags[flag as keyof Flags] = true;
    for (const flag of off ?? '') state.flags[flag as keyof Flags] = false;
    if (close === ')') return undefined;
  } else if (state.pattern.startsWith('?', state.at)) throw new SyntaxError('bad group');
  const index = close === undefined ? state.groups++ : 0;
  if (name !== undefined) state.names.set(name, index);
  const node = parseChoice(state);
  if (state.pattern.charAt(state.at) !== ')') throw new SyntaxError('missing )');
  state.at++;
  state.flags = saved;
  return index === 0 ? node : { type: 'group', index, node };
}

const ASSERTS: Readonly<Record<string, Extract<RegexNode, { type: 'assert' }>['at']>> = { A: 'text-start', z: 'text-end', b: 'word', B: 'not-word' };
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|x\{([0-9a-fA-F]+)\}|([pP])(?:\{(\^?\w+)\}|(\w))|Q([\s\S]*?)(?:\\E|$)|([0-7]{1,3})|([\s\S]))/uy;

function parseEscape(state: State): RegexNode {
  ESCAPE.lastIndex = state.at;
  const found = ESCAPE.exec(state.pattern);
  if (found === null) throw new SyntaxError('trailing backslash');
  state.at = ESCAPE.lastIndex;
  const [, hex, longHex, property, named, short, quoted, octal, char = ''] = found;
  if (hex !== undefined || longHex !== undefined) return literal(state, String.fromCodePoint(parseInt(hex ?? longHex ?? '', 16)));
  if (property !== undefined) return { type: 'set', set: propertySet(named ?? short ?? '', property === 'P') };
  if (quoted !== undefined) return { type: 'sequence', nodes: [...quoted].map((one) => literal(state, one)) };
  if (octal !== undefined) return literal(state, String.fromCharCode(parseInt(octal, 8)));
  if (Object.hasOwn(ASSERTS, char)) return { type: 'assert', at: ASSERTS[char] as 'word' };
  const set = escapedSet(char);
  if (set !== undefined) return { type: 'set', set };
  return literal(state, escapedChar(char));
}

export function propertySet(name: string, not: boolean): CharSet {
  const property = name.replace('^', '');
  const regex = new RegExp(property.length <= 2 ? `^\\p{${property}}$` : `^\\p{Script=${property}}$`, 'u');
  return negated((code) => regex.test(String.fromCodePoint(code)), not !== name.startsWith('^'));
}

const PERL: Readonly<Record<string, string>> = { d: 'digit', w: 'word', s: 'perl-space' };
export function escapedSet(char: string): CharSet | undefined {
  const name = Object.hasOwn(PERL, char.toLowerCase()) ? PERL[char.toLowerCase()] : undefined;
  const set = name === undefined ? undefined : POSIX[name];
  return set && negated(set, char !== char.toLowerCase());
}

const CONTROL: Readonly<Record<string, string>> = { a: '\u0007', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
export function escapedChar(char: string): string {
  if (Object.hasOwn(CONTROL, char)) return CONTROL[char] as string;
  if (/[A-Za-z0-9]/.test(char)) throw new SyntaxError(`bad escape \\${char}`);
  return char;
}
