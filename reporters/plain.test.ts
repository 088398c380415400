import { describe, expect, it } from 'vitest';
import { plain } from './plain.js';
import { HOSTILE } from './testing/result.js';
import { columns, wrap } from './wrap.js';

describe('plain', () => {
  it.each([
    ['an escape sequence', '\u001b[2J', '\\x1b[2J'],
    ['an eight-bit escape', '\u009b31m', '\\x9b31m'],
    ['line breaks', 'a\r\nb\u2028c', 'a\\r\\nb\\u2028c'],
    ['a bidirectional override', 'a\u202eb', 'a\\u202eb'],
    ['half a surrogate pair', 'a\ud800b', 'a\\ud800b'],
  ])('shows %s instead of obeying it', (_, text, shown) => expect(plain(text)).toBe(shown));

  it('leaves letters of every script, and whole emoji, as they are', () => expect(plain('zażółć 支払い 🚀')).toBe('zażółć 支払い 🚀'));

  it('leaves nothing in a hostile name that a terminal acts on', () => expect(plain(HOSTILE)).toMatch(/^[\x20-\x7e]*$/));
});

describe('wrap', () => {
  it('breaks at spaces, within the width', () => expect(wrap('aa bb cc dd', 5)).toEqual(['aa bb', 'cc dd']));

  it('keeps a longer word whole', () => expect(wrap('see deploy/production/cart.yaml:12 there', 10)).toEqual(['see', 'deploy/production/cart.yaml:12', 'there']));

  it('counts columns, not characters', () => {
    expect(columns('支払い')).toBe(6);
    expect(wrap('支払い 支払い', 8)).toEqual(['支払い', '支払い']);
  });
});
