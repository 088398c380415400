import { expect, it } from 'vitest';
import { quantity } from './quantity.js';

it.each([['500m', 0.5], ['2', 2], ['1.5', 1.5], ['.5', 0.5], ['-1', -1], ['128Mi', 128 * 2 ** 20], ['1Gi', 2 ** 30], ['2k', 2000], ['1e3', 1000], ['12E', 12e18], ['2Ei', 2 * 2 ** 60], ['128M', 128_000_000], ['1MB', undefined], ['1 Gi', undefined], ['constructor', undefined], ['100Q', undefined], ['', undefined], ['a lot', undefined]])('%s is %s', (text, value) => expect(quantity(text)).toBe(value));
