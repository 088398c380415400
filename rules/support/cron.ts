interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { name: 'day of week', min: 0, max: 6, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const HOURLY = '0 * * * *';
const DAILY = '0 0 * * *';
const MEANING: Readonly<Record<string, string>> = { '@hourly': HOURLY, '@daily': DAILY, '@midnight': DAILY, '@weekly': '0 0 * * 0', '@monthly': '0 0 1 * *', '@yearly': '0 0 1 1 *', '@annually': '0 0 1 1 *' };

/** One spelling for schedules that mean the same: `@daily` and `00 00 * * *` are `0 0 * * *`. */
export function plainSchedule(schedule: string): string {
  const text = schedule.trim().replace(/\s+/g, ' ');
  return MEANING[text] ?? text.replace(/\b0+(?=\d)/g, '').toLowerCase();
}

const NAMED = new Set(Object.keys(MEANING));

/** Why Kubernetes refuses a schedule, as the end of "because ..."; undefined for a good one. Grammar: https://pkg.go.dev/github.com/robfig/cron/v3 */
export function scheduleFlaw(schedule: string): string | undefined {
  // A time zone before the fields is refused elsewhere in newer versions, which have a field of their own for it.
  const text = schedule.trim().replace(/^(?:CRON_)?TZ=\S+\s+/, '');
  if (text.startsWith('@every ')) return /^@every (?:\d+(?:\.\d+)?(?:h|m|s|ms))+$/.test(text) ? undefined : `"${text}" names no duration`;
  if (text.startsWith('@')) return NAMED.has(text) ? undefined : `"${text}" is no name of a schedule`;
  const parts = text.split(/\s+/).filter(Boolean);
  if (parts.length !== FIELDS.length) return `it has ${parts.length} fields instead of 5`;
  return parts.map((part, index) => fieldFlaw(part, FIELDS[index]!)).find((flaw) => flaw !== undefined);
}

function fieldFlaw(part: string, field: Field): string | undefined {
  for (const term of part.split(',')) {
    const [range = '', step, ...rest] = term.split('/');
    const [from = '', to, ...more] = range.split('-');
    if (rest.length > 0 || more.length > 0) return `"${term}" is no ${field.name}`;
    if (step !== undefined && !/^[1-9]\d{0,2}$/.test(step)) return `"${term}" has no step in the ${field.name}`;
    if ((from === '*' || from === '?') && to === undefined) continue;
    const [low, high] = [valueOf(from, field), to === undefined ? undefined : valueOf(to, field)];
    if (low === undefined || (to !== undefined && high === undefined)) return `"${term}" is no ${field.name}`;
    if (low < field.min || (high ?? low) > field.max) return `${low < field.min ? low : (high ?? low)} is no ${field.name} (${field.min} to ${field.max})`;
    if (high !== undefined && high < low) return `the ${field.name} ends before it begins in "${term}"`;
  }
  return undefined;
}

function valueOf(text: string, { words = [], min }: Field): number | undefined {
  const index = words.indexOf(text.toLowerCase());
  if (index >= 0) return index + min;
  return /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}
