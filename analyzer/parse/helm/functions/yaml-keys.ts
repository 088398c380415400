const LETTER = /\p{L}/u;
const isDigit = (char: string | undefined): boolean => char !== undefined && /\p{Nd}/u.test(char);

/** yaml.v2 sorts keys as people do: numbers inside them by value, letters after everything else. */
export function compareKeys(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < left.length && at < right.length; at++) {
    const [x, y] = [left[at] as string, right[at] as string];
    if (x === y) continue;
    const [xLetter, yLetter] = [LETTER.test(x), LETTER.test(y)];
    if (xLetter && yLetter) return codePoint(x) - codePoint(y);
    if (xLetter || yLetter) return yLetter ? -1 : 1;
    return compareNumbers(left, right, at);
  }
  return left.length - right.length;
}

const codePoint = (char: string): number => char.codePointAt(0) ?? 0;

function compareNumbers(left: readonly string[], right: readonly string[], at: number): number {
  // Behind digits that already count, a zero counts too.
  let lead = '';
  if (left[at] === '0' || right[at] === '0') for (let j = at - 1; j >= 0 && isDigit(left[j]); j--) if (left[j] !== '0') lead = '1';
  const [a, b] = [digitsFrom(left, at), digitsFrom(right, at)];
  const [an, bn] = [Number(lead + a), Number(lead + b)];
  if (an !== bn) return an - bn;
  return a.length - b.length || codePoint(left[at] as string) - codePoint(right[at] as string);
}

function digitsFrom(chars: readonly string[], at: number): string {
  let digits = '';
  for (let index = at; index < chars.length && isDigit(chars[index]); index++) digits += chars[index] as string;
  return digits;
}
