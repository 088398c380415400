import { describe, expect, it } from 'vitest';
import { matchesLabels, matchesSelector } from './selectors.js';

const labels = { app: 'cart', tier: 'web' };
const term = (operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist', key: string, values: string[] = []) => ({ matchLabels: {}, matchExpressions: [{ key, operator, values }] });

describe('selectors match as the API server does', () => {
  it('needs every pair of an equality selector, and selects nothing when it is empty', () => {
    expect(matchesLabels({ app: 'cart' }, labels)).toBe(true);
    expect(matchesLabels({ app: 'cart', tier: 'db' }, labels)).toBe(false);
    expect(matchesLabels({}, labels)).toBe(false);
    expect(matchesLabels(undefined, labels)).toBe(false);
  });

  it('lets an empty LabelSelector match everything and an absent one nothing', () => {
    expect(matchesSelector({ matchLabels: {}, matchExpressions: [] }, labels)).toBe(true);
    expect(matchesSelector(undefined, labels)).toBe(false);
  });

  it.each([
    [term('In', 'app', ['cart', 'order']), true],
    [term('In', 'zone', ['a']), false],
    [term('NotIn', 'app', ['cart']), false],
    [term('NotIn', 'zone', ['a']), true],
    [term('Exists', 'tier'), true],
    [term('Exists', 'constructor'), false],
    [term('DoesNotExist', 'tier'), false],
    [term('DoesNotExist', 'toString'), true],
  ])('%j', (selector, expected) => {
    expect(matchesSelector(selector, labels)).toBe(expected);
  });
});
