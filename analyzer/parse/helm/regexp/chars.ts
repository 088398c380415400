import { escapedChar, escapedSet, propertySet } from './parse.js';

/** Whether a code point belongs. */
export type CharSet = (code: number) => boolean;

export const negated = (set: CharSet, not: boolean): CharSet => (not ? (code) => !set(code) : set);

/** One character, in both cases where case does not count. */
export function classOf(char: string, ignoreCase: boolean): CharSet {
  const code = char.codePointAt(0) ?? 0;
  if (!ignoreCase || char.toLowerCase() === char.toUpperCase()) return (other) => other === code;
  return range(code, code, true);
}

function range(low: number, high: number, ignoreCase: boolean): CharSet {
  if (!ignoreCase) return (code) => code >= low && code <= high;
  const inside = (code: number): boolean => code >= low && code <= high;
  return (code) => {
    if (inside(code)) return true;
    const char = String.fromCodePoint(code);
    return inside(char.toLowerCase().codePointAt(0) ?? 0) || inside(char.toUpperCase().codePointAt(0) ?? 0);
  };
}

const ascii = (pattern: RegExp): CharSet => (code) => code < 128 && pattern.test(String.fromCharCode(code));

export const POSIX: Readonly<Record<string, CharSet>> = {
  alnum: ascii(/[0-9A-Za-z]/), alpha: ascii(/[A-Za-z]/), ascii: (code) => code < 128, blank: ascii(/[\t ]/), cntrl: ascii(/[\x00-\x1f\x7f]/), digit: ascii(/[0-9]/), graph: ascii(/[!-~]/),
  lower: ascii(/[a-z]/), print: ascii(/[ -~]/), punct: ascii(/[!-/:-@[-`{-~]/), space: ascii(/[\t\n\v\f\r ]/), upper: ascii(/[A-Z]/), word: ascii(/[0-9A-Za-z_]/), xdigit: ascii(/[0-9A-Fa-f]/), 'perl-space': ascii(/[\t\n\f\r ]/),
};

const ITEM = /\[:(\^?)(\w+):\]|\\([pP])(?:\{(\^?\w+)\}|(\w))|\\x([0-9a-fA-F]{2})|\\x\{([0-9a-fA-F]+)\}|\\([\s\S])|([\s\S])/uy;

/** A bracket expression that begins at `start`. */
export function readClass(pattern: string, start: number, ignoreCase: boolean): { set: CharSet; end: number } {
  const not = pattern.charAt(start + 1) === '^';
  const first = start + (not ? 2 : 1);
  const sets: CharSet[] = [];
  let at = first;
  for (;;) {
    if (at >= pattern.length) throw new SyntaxError('missing ]');
    if (pattern.charAt(at) === ']' && at > first) break;
    const item = readItem(pattern, at);
    at = item.end;
    if (typeof item.value === 'function') sets.push(item.value);
    else if (pattern.charAt(at) === '-' && pattern.charAt(at + 1) !== ']' && at + 1 < pattern.length) {
      const high = readItem(pattern, at + 1);
      if (typeof high.value !== 'number' || high.value < item.value) throw new SyntaxError('bad range');
      sets.push(range(item.value, high.value, ignoreCase));
      at = high.end;
    } else sets.push(range(item.value, item.value, ignoreCase));
  }
  return { set: negated((code) => sets.some((set) => set(code)), not), end: at + 1 };
}

function readItem(pattern: string, at: number): { value: number | CharSet; end: number } {
  ITEM.lastIndex = at;
  const found = ITEM.exec(pattern);
  if (found === null) throw new SyntaxError('bad class');
  const end = ITEM.lastIndex;
  const [, not, posix, property, named, short, hex, longHex, escaped, char] = found;
  if (posix !== undefined) {
    const set = Object.hasOwn(POSIX, posix) ? POSIX[posix] : undefined;
    if (set === undefined) throw new SyntaxError('bad class name');
    return { value: negated(set, not === '^'), end };
  }
  if (property !== undefined) return { value: propertySet(named ?? short ?? '', property === 'P'), end };
  if (hex !== undefined || longHex !== undefined) return { value: parseInt(hex ?? longHex ?? '', 16), end };
  if (escaped !== undefined) return { value: escapedSet(escaped) ?? (escapedChar(escaped).codePointAt(0) as number), end };
  return { value: char?.codePointAt(0) ?? 0, end };
}
