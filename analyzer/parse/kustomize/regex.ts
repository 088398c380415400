/**
 * Regular expressions of patch targets, matched in linear time: patterns come from the analysed tree, and the language's own
 * engine would let one of them hang the run. The syntax is the part of RE2 that fits names: alternatives, groups, classes,
 * `. * + ? {m,n}` and escapes. Anything else (undefined) matches nobody.
 */
export function compile(pattern: string): ((text: string) => boolean) | undefined {
  if (!/[\\^$.*+?()[\]{}|]/.test(pattern)) return (text) => text === pattern;
  const reader: Reader = { pattern, at: 0, states: [] };
  const end = add(reader, { kind: 'end' });
  const start = readAlternatives(reader, end);
  if (start === undefined || reader.at < pattern.length || reader.states.length > MAX_STATES) return undefined;
  return (text) => run(reader.states, start, end, text);
}

const MAX_STATES = 4096;
const MAX_LENGTH = 4096;

type State = { readonly kind: 'end' } | { readonly kind: 'char'; readonly test: (char: string) => boolean; next: number } | { readonly kind: 'split'; readonly to: number[] };

interface Reader {
  readonly pattern: string;
  at: number;
  readonly states: State[];
}

const add = (reader: Reader, state: State): number => reader.states.push(state) - 1;

/** Builds backwards: each part is read into a piece, then joined to what follows. */
type Piece = (reader: Reader, next: number) => number;

function readAlternatives(reader: Reader, next: number): number | undefined {
  const piece = alternatives(reader, 0);
  return piece?.(reader, next);
}

function alternatives(reader: Reader, depth: number): Piece | undefined {
  const options: Piece[] = [];
  do {
    const option = sequence(reader, depth);
    if (option === undefined || depth > 20) return undefined;
    options.push(option);
  } while (reader.pattern[reader.at] === '|' && ++reader.at > 0);
  return options.length === 1 ? options[0]! : (to, next) => add(to, { kind: 'split', to: options.map((option) => option(to, next)) });
}

function sequence(reader: Reader, depth: number): Piece | undefined {
  const pieces: Piece[] = [];
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern[reader.at]!)) {
    const atom = readAtom(reader, depth);
    const piece = atom && readRepeat(reader, atom);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  return (to, next) => pieces.reduceRight((following, piece) => (to.states.length > MAX_STATES ? following : piece(to, following)), next);
}

const ANCHOR: Piece = (_, next) => next;

function readAtom(reader: Reader, depth: number): Piece | undefined {
  const char = reader.pattern[reader.at++]!;
  if (char === '(') {
    if (reader.pattern.startsWith('?:', reader.at)) reader.at += 2;
    else if (reader.pattern[reader.at] === '?') return undefined;
    const group = alternatives(reader, depth + 1);
    return reader.pattern[reader.at++] === ')' ? group : undefined;
  }
  if (char === '^' || char === '$') return ANCHOR;
  if (char === '[') return readClass(reader);
  if (char === '.') return one(() => true);
  if (char === '\\') {
    const escaped = escapeTest(reader.pattern[reader.at++]);
    return escaped && one(escaped);
  }
  return '*+?{'.includes(char) ? undefined : one((other) => other === char);
}

const one = (test: (char: string) => boolean): Piece => (to, next) => add(to, { kind: 'char', test, next });

const CLASSES: Readonly<Record<string, RegExp>> = { d: /[0-9]/, D: /[^0-9]/, w: /[0-9A-Za-z_]/, W: /[^0-9A-Za-z_]/, s: /\s/, S: /\S/ };

function escapeTest(char: string | undefined): ((other: string) => boolean) | undefined {
  if (char === undefined) return undefined;
  const named = Object.hasOwn(CLASSES, char) ? CLASSES[char] : undefined;
  if (named) return (other) => named.test(other);
  return /[A-Za-z0-9]/.test(char) ? undefined : (other) => other === char;
}

function readClass(reader: Reader): Piece | undefined {
  const negated = reader.pattern[reader.at] === '^';
  if (negated) reader.at++;
  const tests: ((char: string) => boolean)[] = [];
  for (let first = true; reader.at < reader.pattern.length; first = false) {
    const char = reader.pattern[reader.at++]!;
    if (char === ']' && !first) return one((other) => tests.some((test) => test(other)) !== negated);
    if (char === '\\') {
      const escaped = escapeTest(reader.pattern[reader.at++]);
      if (escaped === undefined) return undefined;
      tests.push(escaped);
    } else if (reader.pattern[reader.at] === '-' && reader.at + 1 < reader.pattern.length && reader.pattern[reader.at + 1] !== ']') {
      const to = reader.pattern[reader.at + 1]!;
      reader.at += 2;
      tests.push((other) => other >= char && other <= to);
    } else tests.push((other) => other === char);
  }
  return undefined;
}

function readRepeat(reader: Reader, atom: Piece): Piece | undefined {
  const char = reader.pattern[reader.at];
  const counted = char === '{' ? /^\{(\d{1,3})(?:(,)(\d{1,3})?)?\}/.exec(reader.pattern.slice(reader.at, reader.at + 12)) : null;
  if (char === '{' && counted === null) return undefined;
  if (counted) {
    reader.at += counted[0].length;
    const from = Number(counted[1]);
    return repeat(atom, from, counted[2] === undefined ? from : counted[3] === undefined ? Infinity : Number(counted[3]));
  }
  if (char === undefined || !'*+?'.includes(char)) return atom;
  reader.at++;
  if (reader.pattern[reader.at] === '?') reader.at++; // Lazy or not is the same when all of the text has to match.
  return repeat(atom, char === '+' ? 1 : 0, char === '?' ? 1 : Infinity);
}

const repeat = (atom: Piece, from: number, to: number): Piece => (reader, next) => {
  let at = next;
  if (to === Infinity) {
    const loop: State = { kind: 'split', to: [next] };
    at = add(reader, loop);
    loop.to.push(atom(reader, at));
  } else for (let count = from; count < to && reader.states.length <= MAX_STATES; count++) at = add(reader, { kind: 'split', to: [next, atom(reader, at)] });
  for (let count = 0; count < from && reader.states.length <= MAX_STATES; count++) at = atom(reader, at);
  return at;
};

function run(states: readonly State[], start: number, end: number, text: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  let current = reach(states, [start]);
  for (const char of text) {
    const next: number[] = [];
    for (const index of current) {
      const state = states[index]!;
      if (state.kind === 'char' && state.test(char)) next.push(state.next);
    }
    current = reach(states, next);
    if (current.size === 0) return false;
  }
  return current.has(end);
}

/** All states that can be entered without reading anything. */
function reach(states: readonly State[], from: readonly number[]): Set<number> {
  const seen = new Set<number>();
  const open = [...from];
  while (open.length > 0) {
    const index = open.pop()!;
    if (seen.has(index)) continue;
    seen.add(index);
    const state = states[index]!;
    if (state.kind === 'split') open.push(...state.to);
  }
  return seen;
}
