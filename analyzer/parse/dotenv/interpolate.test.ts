import { describe, expect, it } from 'vitest';
import { evaluate, parsePieces, textOf } from './interpolate.js';

const VARIABLES = new Map([['SET', 'value'], ['EMPTY', ''], ['OTHER', 'second']]);

function expand(text: string): string | undefined {
  const lookup = ({ variable }: { variable: string }) => (VARIABLES.has(variable) ? [{ text: VARIABLES.get(variable) ?? '' }] : undefined);
  return textOf(evaluate(parsePieces(text), lookup, ({ source }) => [{ unknown: source }]));
}

describe('interpolation', () => {
  it.each([
    ['plain', 'plain'],
    ['$SET', 'value'],
    ['${SET}', 'value'],
    ['a${SET}b', 'avalueb'],
    ['$SET-x', 'value-x'],
    ['$$SET', '$SET'],
    ['$${SET}', '${SET}'],
    ['${SET:-d}', 'value'],
    ['${EMPTY:-d}', 'd'],
    ['${EMPTY-d}', ''],
    ['${NONE:-d}', 'd'],
    ['${NONE-d}', 'd'],
    ['${NONE:-}', ''],
    ['${SET:+alt}', 'alt'],
    ['${EMPTY:+alt}', ''],
    ['${EMPTY+alt}', 'alt'],
    ['${NONE+alt}', ''],
    ['${SET:?must}', 'value'],
    ['${NONE:-${OTHER}}', 'second'],
    ['${NONE:-${ALSO_NONE:-deep}}/x', 'deep/x'],
    ['${NONE:-http://h:80/p}', 'http://h:80/p'],
    ['${NONE:-http://u:p@h:80/p}', 'http://h:80/p'],
    ['${NONE:-a$$b}', 'a$b'],
    ['100$', '100$'],
    ['${', '${'],
    ['${1}', '${1}'],
  ])('%s is %j', (text, expected) => expect(expand(text)).toBe(expected));

  it.each(['${NONE}', '$NONE', '${NONE:?say so}', '${EMPTY:?say so}', '${NONE:-$ALSO_NONE}'])('%s is unknown', (text) => expect(expand(text)).toBeUndefined());

  it('keeps what is known around what is not', () => {
    const parts = evaluate(parsePieces('http://${NONE}:80'), () => undefined, ({ source }) => [{ unknown: source }]);
    expect(parts).toEqual([{ text: 'http://' }, { unknown: '${NONE}' }, { text: ':80' }]);
  });

  it('says where a dollar sign starts nothing', () => {
    const offsets: number[] = [];
    parsePieces('a$ b${c d}', (offset) => offsets.push(offset));
    expect(offsets).toEqual([1, 4]);
  });

  it('ends on unclosed and endless nesting', () => {
    const text = '${A:-'.repeat(5_000);
    // As booleans: the texts are too long to be printed.
    expect(parsePieces(text).map((piece) => ('text' in piece ? piece.text : '')).join('') === text).toBe(true);
    expect(evaluate(parsePieces(text + '}'.repeat(5_000)), () => undefined, () => []).length > 0).toBe(true);
  });

  it('stops values that grow without bound', () => {
    const big = [{ text: 'x'.repeat(40_000) }];
    expect(textOf(evaluate(parsePieces('$A$A'), () => big, () => []))).toBeUndefined();
  });
});
