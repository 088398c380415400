import { describe, expect, it } from 'vitest';
import { formatTime, fromCivil, parseTime, toCivil } from './calendar.js';

const iso = (milliseconds: number): string => formatTime('2006-01-02T15:04:05.000Z', milliseconds);

describe('the calendar', () => {
  it.each([0, 951_782_400_000, 1_709_164_799_999, -1, -62_135_596_800_000, 4_107_542_400_000, 1_000_000_000_123])('agrees with JavaScript about %d', (milliseconds) => {
    expect(iso(milliseconds)).toBe(new Date(milliseconds).toISOString());
    expect(toCivil(milliseconds).weekday).toBe(new Date(milliseconds).getUTCDay());
  });

  it('carries months and days that are out of range', () => {
    expect(iso(fromCivil({ year: 2023, month: 14, day: 31 }))).toBe('2024-03-02T00:00:00.000Z');
    expect(iso(fromCivil({ year: 2024, month: 0, day: 1 }))).toBe('2023-12-01T00:00:00.000Z');
  });

  it('reads what a layout says', () => {
    expect(iso(parseTime('2006-01-02 15:04', '2017-12-31 23:59') ?? 0)).toBe('2017-12-31T23:59:00.000Z');
    expect(parseTime('2006-01-02', 'tomorrow')).toBeUndefined();
  });
});
