import { expect, test } from 'vitest';
import { component } from '../html/samples.js';
import { boxSize, componentLabel, linesOf, shorten } from './label.js';

const label = (name: string, more = {}, replicas?: number) => linesOf(componentLabel({ ...component('x', 'cache'), name, ...more }, replicas));

test('the name, on two lines where it is long, and what it is', () => {
  expect(label('cart')).toEqual(['cart', 'cache']);
  expect(label('payment-adapter', {}, 2)).toEqual(['payment-', 'adapter', 'cache ×2']);
  expect(label('kafka-2.kafka.platform')).toEqual(['kafka-2.kafka', '.platform', 'cache']);
  expect(label('recommendationservice')).toEqual(['recommendationservice', 'cache']);
});

test('what it is does not say the name again', () => {
  expect(label('redis', { technology: 'redis' })).toEqual(['redis', 'cache']);
  expect(label('sessions', { technology: 'redis' })).toEqual(['sessions', 'redis']);
});

test('very long names keep both ends; signs that cannot be seen are shown', () => {
  expect(shorten('a-name-of-far-too-many-letters-for-a-box')).toBe('a-name-of-far-t…-for-a-box');
  expect(shorten('a\u0000b\u202ec')).toBe('a\ufffdb\ufffdc');
  expect(label('')).toEqual(['', 'cache']);
});

test('wide letters take more room', () => {
  expect(boxSize(['漢字漢字漢字漢字']).width).toBeGreaterThan(boxSize(['abcdefgh']).width);
});
