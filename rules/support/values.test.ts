import { describe, expect, it } from 'vitest';
import { deprecatedApi } from '../../analyzer/knowledge/deprecated-apis.js';
import { scheduleFlaw } from './cron.js';

describe('cron schedules as Kubernetes reads them', () => {
  it.each(['0 3 * * *', '*/5 * * * *', '0-30/10 8-18 1,15 JAN-JUN mon-fri', '? * * * *', '@daily', '@every 1h30m', 'TZ=Europe/Berlin 0 3 * * 0'])('%s', (schedule) => expect(scheduleFlaw(schedule)).toBeUndefined());

  it.each([
    ['0 0 3 * * *', 'it has 6 fields instead of 5'],
    ['', 'it has 0 fields instead of 5'],
    ['0 3 * * 7', '7 is no day of week (0 to 6)'],
    ['60 3 * * *', '60 is no minute (0 to 59)'],
    ['0 3 0 * *', '0 is no day of month (1 to 31)'],
    ['0 3 L * *', '"L" is no day of month'],
    ['0 5-3 * * *', 'the hour ends before it begins in "5-3"'],
    ['*/0 * * * *', '"*/0" has no step in the minute'],
    ['@fortnightly', '"@fortnightly" is no name of a schedule'],
    ['@every day', '"@every day" names no duration'],
  ])('%s', (schedule, flaw) => expect(scheduleFlaw(schedule)).toBe(flaw));
});

describe('deprecated APIs', () => {
  it('know their kinds, and not those of others', () => {
    expect(deprecatedApi('batch/v1beta1', 'CronJob')).toEqual({ since: '1.21', removed: '1.25', replacement: 'batch/v1' });
    expect(deprecatedApi('policy/v1beta1', 'PodSecurityPolicy')?.replacement).toBeUndefined();
    expect([deprecatedApi('apps/v1', 'Deployment'), deprecatedApi('example.com/v1beta1', 'CronJob')]).toEqual([undefined, undefined]);
  });
});
