const INTEGER = /^[-+]?(?:0b[01]+|0o?[0-7]+|0x[0-9a-fA-F]+|0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

const WORDS = new Map<string, boolean | null | number>([
  ...['true', 'True', 'TRUE', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'].map((word): [string, boolean] => [word, true]),
  ...['false', 'False', 'FALSE', 'no', 'No', 'NO', 'off', 'Off', 'OFF'].map((word): [string, boolean] => [word, false]),
  ...['', '~', 'null', 'Null', 'NULL'].map((word): [string, null] => [word, null]),
  ...['.nan', '.NaN', '.NAN'].map((word): [string, number] => [word, NaN]),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word): [string, number] => [word, Infinity]),
  ...['-.inf', '-.Inf', '-.INF'].map((word): [string, number] => [word, -Infinity]),
]);
const LONGEST_WORD = 5;

/**
 * What a plain scalar means to `sigs.k8s.io/yaml`, which decodes every manifest: YAML 1.1 booleans and octal integers, but no
 * sexagesimal numbers (`22:22` stays text) and no dates.
 */
export function resolvePlain(text: string): string | number | boolean | null {
  if (text.length <= LONGEST_WORD) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
  }
  return startsNumber(text.charCodeAt(0)) ? resolveNumber(text) : text;
}

/** A digit, a sign or a dot: a cheap test that spares most scalars the regular expressions. */
const startsNumber = (char: number): boolean => (char >= 48 && char <= 57) || char === 43 || char === 45 || char === 46;

function resolveNumber(text: string): string | number {
  const digits = text.includes('_') ? text.replaceAll('_', '') : text;
  if (INTEGER.test(digits)) return integer(digits);
  return FLOAT.test(digits) ? Number(digits) : text;
}

function integer(digits: string): number {
  const negative = digits.startsWith('-');
  const unsigned = negative || digits.startsWith('+') ? digits.slice(1) : digits;
  // A leading zero means octal (`defaultMode: 0644`), which Number() would read as decimal.
  const value = /^0[0-7]+$/.test(unsigned) ? parseInt(unsigned, 8) : Number(unsigned);
  return negative ? -value : value;
}
