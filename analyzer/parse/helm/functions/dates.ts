import { GoInt, GoObject, int, int64, type GoValue } from '../template/values.js';
import { at, integer, standIn, text, type Family } from './arguments.js';

/** There is no clock: `now` is always this moment, and whatever is made of it is unknown. */
const NOW = Date.UTC(2020, 0, 1);

/** sprig's dates, in UTC. https://masterminds.github.io/sprig/date.html */
export const dateFunctions: Family = {
  now: () => standIn(time(NOW), 'now'),
  date: (args) => dated(args, 0, 1),
  dateInZone: (args) => dated(args, 0, 1),
  date_in_zone: (args) => dated(args, 0, 1),
  htmlDate: (args) => format('2006-01-02', millisecondsOf(at(args, 0)) ?? NOW),
  htmlDateInZone: (args) => format('2006-01-02', millisecondsOf(at(args, 0)) ?? NOW),
  dateModify: modify,
  date_modify: modify,
  mustDateModify: modify,
  must_date_modify: modify,
  ago: () => standIn('0s', 'ago'),
  duration: (args) => durationText(typeof args[0] === 'string' ? Number(args[0]) || 0 : args[0] instanceof GoInt && args[0].type === 'int64' ? args[0].value : 0),
  durationRound: (args) => roundDuration(durationOf(at(args, 0))),
  toDate: (args) => time(Date.parse(`${text(args, 1)}Z`) || Date.parse(text(args, 1)) || -62135596800000),
  mustToDate: (args) => time(Date.parse(`${text(args, 1)}Z`) || Date.parse(text(args, 1)) || -62135596800000),
  unixEpoch: (args) => String(Math.floor((millisecondsOf(at(args, 0)) ?? NOW) / 1000)),
};

function time(milliseconds: number): GoObject {
  const date = new Date(milliseconds);
  const seconds = Math.floor(milliseconds / 1000);
  const methods = {
    Unix: () => int64(seconds),
    UnixMilli: () => int64(milliseconds),
    UnixNano: () => int64(milliseconds * 1e6),
    Year: () => int(date.getUTCFullYear()),
    Month: () => int(date.getUTCMonth() + 1),
    Day: () => int(date.getUTCDate()),
    Hour: () => int(date.getUTCHours()),
    Minute: () => int(date.getUTCMinutes()),
    Second: () => int(date.getUTCSeconds()),
    UTC: () => time(milliseconds),
    String: () => format('2006-01-02 15:04:05 -0700 MST', milliseconds),
    Format: (args: readonly GoValue[]) => format(text(args, 0), milliseconds),
    AddDate: (args: readonly GoValue[]) => time(Date.UTC(date.getUTCFullYear() + integer(args, 0), date.getUTCMonth() + integer(args, 1), date.getUTCDate() + integer(args, 2))),
  };
  return new GoObject('time.Time', 'struct', new Map([['milliseconds', milliseconds]]), methods, format('2006-01-02 15:04:05 -0700 MST', milliseconds));
}

function millisecondsOf(value: GoValue): number | undefined {
  if (value instanceof GoInt) return value.value * 1000;
  const milliseconds = value instanceof GoObject ? value.fields.get('milliseconds') : undefined;
  return typeof milliseconds === 'number' ? milliseconds : undefined;
}

/** Of anything that is no date sprig takes the present. */
function dated(args: readonly GoValue[], layout: number, date: number) {
  const milliseconds = millisecondsOf(at(args, date));
  const value = format(text(args, layout), milliseconds ?? NOW);
  return milliseconds === undefined ? standIn(value, 'now') : value;
}

function modify(args: readonly GoValue[]): GoValue {
  return time((millisecondsOf(at(args, 1)) ?? NOW) + durationOf(text(args, 0)));
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const LAYOUT = /2006|January|Monday|-07:00|Z07:00|-0700|Z0700|MST|Jan|Mon|\.0+|\.9+|01|02|03|04|05|06|15|PM|pm|_2|1|2|3|4|5/g;

/** Go writes layouts as one famous moment. https://pkg.go.dev/time#pkg-constants */
function format(layout: string, milliseconds: number): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return layout;
  const two = (value: number): string => String(value).padStart(2, '0');
  const hour12 = date.getUTCHours() % 12 || 12;
  const month = MONTHS[date.getUTCMonth()] ?? '';
  const day = DAYS[date.getUTCDay()] ?? '';
  const parts: Readonly<Record<string, string>> = {
    '2006': String(date.getUTCFullYear()).padStart(4, '0'), '06': two(date.getUTCFullYear() % 100), January: month, Jan: month.slice(0, 3), '01': two(date.getUTCMonth() + 1), '1': String(date.getUTCMonth() + 1),
    Monday: day, Mon: day.slice(0, 3), '02': two(date.getUTCDate()), _2: String(date.getUTCDate()).padStart(2), '2': String(date.getUTCDate()),
    '15': two(date.getUTCHours()), '03': two(hour12), '3': String(hour12), '04': two(date.getUTCMinutes()), '4': String(date.getUTCMinutes()), '05': two(date.getUTCSeconds()), '5': String(date.getUTCSeconds()),
    PM: date.getUTCHours() < 12 ? 'AM' : 'PM', pm: date.getUTCHours() < 12 ? 'am' : 'pm', MST: 'UTC', '-0700': '+0000', '-07:00': '+00:00', Z0700: 'Z', 'Z07:00': 'Z',
  };
  return layout.replace(LAYOUT, (part) => parts[part] ?? (part.startsWith('.0') ? `.${String(date.getUTCMilliseconds()).padStart(3, '0').padEnd(part.length - 1, '0').slice(0, part.length - 1)}` : ''));
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 0.001, 'µs': 0.001, ns: 0.000001 };

/** Milliseconds of `1h30m`. */
function durationOf(value: GoValue): number {
  if (value instanceof GoInt) return value.value / 1e6;
  if (typeof value !== 'string' || !/^[+-]?(?:\d+(?:\.\d*)?(?:h|ms|m|s|us|µs|ns))+$/.test(value)) return 0;
  let sum = 0;
  for (const [, number, unit] of value.matchAll(/(\d+(?:\.\d*)?)(h|ms|m|s|us|µs|ns)/g)) sum += Number(number) * (UNITS[unit ?? ''] ?? 0);
  return value.startsWith('-') ? -sum : sum;
}

function durationText(seconds: number): string {
  if (seconds === 0) return '0s';
  const total = Math.abs(seconds);
  const [hours, minutes] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60)];
  return `${seconds < 0 ? '-' : ''}${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${total % 60}s`;
}

function roundDuration(milliseconds: number): string {
  const total = Math.abs(milliseconds);
  const day = 86_400_000;
  for (const [unit, size] of [['y', 365 * day], ['mo', 30 * day], ['d', day], ['h', 3_600_000], ['m', 60_000], ['s', 1000]] as const) if (total > size) return `${Math.floor(total / size)}${unit}`;
  return '0s';
}
