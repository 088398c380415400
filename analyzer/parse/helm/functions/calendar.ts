/** A moment in UTC, as people write it. */
export interface Civil {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** From 0, Sunday. */
  readonly weekday: number;
}

const DAY = 86_400_000;
/** Days from 1 March of the year 0 to 1 January 1970; years that begin in March have the leap day at their end. */
const EPOCH = 719_468;
const CYCLE = 146_097;

/** The proleptic Gregorian calendar. https://howardhinnant.github.io/date_algorithms.html */
export function toCivil(milliseconds: number): Civil {
  const days = Math.floor(milliseconds / DAY);
  const rest = milliseconds - days * DAY;
  const shifted = days + EPOCH;
  const cycle = Math.floor(shifted / CYCLE);
  const dayOfCycle = shifted - cycle * CYCLE;
  const yearOfCycle = Math.floor((dayOfCycle - Math.floor(dayOfCycle / 1460) + Math.floor(dayOfCycle / 36_524) - Math.floor(dayOfCycle / 146_096)) / 365);
  const dayOfYear = dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
    hour: Math.floor(rest / 3_600_000),
    minute: Math.floor(rest / 60_000) % 60,
    second: Math.floor(rest / 1000) % 60,
    millisecond: Math.floor(rest % 1000),
    weekday: (((days + 4) % 7) + 7) % 7,
  };
}

/** Months and days may be out of range, as `AddDate` makes them. */
export function fromCivil({ year, month = 1, day = 1, hour = 0, minute = 0, second = 0 }: Partial<Civil> & { readonly year: number }): number {
  const realYear = year + Math.floor((month - 1) / 12);
  const realMonth = ((((month - 1) % 12) + 12) % 12) + 1;
  const shifted = realMonth <= 2 ? realYear - 1 : realYear;
  const cycle = Math.floor(shifted / 400);
  const yearOfCycle = shifted - cycle * 400;
  const dayOfYear = Math.floor((153 * (realMonth > 2 ? realMonth - 3 : realMonth + 9) + 2) / 5) + day - 1;
  const dayOfCycle = yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100) + dayOfYear;
  return (cycle * CYCLE + dayOfCycle - EPOCH) * DAY + hour * 3_600_000 + minute * 60_000 + second * 1000;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const LAYOUT = /2006|January|Monday|-07:00|Z07:00|-0700|Z0700|MST|Jan|Mon|\.0+|\.9+|01|02|03|04|05|06|15|PM|pm|_2|1|2|3|4|5/g;

/** Go writes layouts as one famous moment. https://pkg.go.dev/time#pkg-constants */
export function formatTime(layout: string, milliseconds: number): string {
  const { year, month, day, hour, minute, second, millisecond, weekday } = toCivil(milliseconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const monthName = MONTHS[month - 1] ?? '';
  const dayName = DAYS[weekday] ?? '';
  const parts: Readonly<Record<string, string>> = {
    '2006': String(year).padStart(4, '0'), '06': two(year % 100), January: monthName, Jan: monthName.slice(0, 3), '01': two(month), '1': String(month),
    Monday: dayName, Mon: dayName.slice(0, 3), '02': two(day), _2: String(day).padStart(2), '2': String(day),
    '15': two(hour), '03': two(hour % 12 || 12), '3': String(hour % 12 || 12), '04': two(minute), '4': String(minute), '05': two(second), '5': String(second),
    PM: hour < 12 ? 'AM' : 'PM', pm: hour < 12 ? 'am' : 'pm', MST: 'UTC', '-0700': '+0000', '-07:00': '+00:00', Z0700: 'Z', 'Z07:00': 'Z',
  };
  const fraction = (part: string): string => (part.startsWith('.0') ? `.${String(millisecond).padStart(3, '0').padEnd(part.length - 1, '0').slice(0, part.length - 1)}` : '');
  return layout.replace(LAYOUT, (part) => parts[part] ?? fraction(part));
}

const FIELDS: Readonly<Record<string, keyof Civil>> = { '2006': 'year', '01': 'month', '1': 'month', '02': 'day', '2': 'day', _2: 'day', '15': 'hour', '04': 'minute', '4': 'minute', '05': 'second', '5': 'second' };

/** Reads a moment in a layout of numbers; undefined when the text is none. */
export function parseTime(layout: string, text: string): number | undefined {
  const civil: Partial<Record<keyof Civil, number>> = {};
  let at = 0;
  for (const piece of layout.split(/(2006|01|02|04|05|15|_2|1|2|4|5)/)) {
    const field = FIELDS[piece];
    const found = field === undefined ? piece : (/^ ?\d{1,4}/.exec(text.slice(at, at + Math.max(2, piece.length)))?.[0] ?? undefined);
    if (found === undefined || !text.startsWith(found, at)) return undefined;
    if (field !== undefined) civil[field] = Number(found);
    at += found.length;
  }
  return at === text.length ? fromCivil({ ...civil, year: civil.year ?? 0 }) : undefined;
}
