import { GoInt, GoObject, int, int64, type GoValue } from '../template/values.js';
import { at, integer, standIn, text, type Family } from './arguments.js';
import { formatTime, fromCivil, parseTime, toCivil } from './calendar.js';

/** There is no clock: `now` is always this moment, and whatever is made of it is unknown. */
const NOW = fromCivil({ year: 2020 });
/** Go's time before all times, which stands for a date that is none. */
const ZERO = fromCivil({ year: 1 });

/** sprig's dates, in UTC. https://masterminds.github.io/sprig/date.html */
export const dateFunctions: Family = {
  now: () => standIn(time(NOW), 'now'),
  date: (args) => dated(args, 0, 1),
  dateInZone: (args) => dated(args, 0, 1),
  date_in_zone: (args) => dated(args, 0, 1),
  htmlDate: (args) => formatTime('2006-01-02', millisecondsOf(at(args, 0)) ?? NOW),
  htmlDateInZone: (args) => formatTime('2006-01-02', millisecondsOf(at(args, 0)) ?? NOW),
  dateModify: modify,
  date_modify: modify,
  mustDateModify: modify,
  must_date_modify: modify,
  ago: () => standIn('0s', 'ago'),
  duration: (args) => durationText(typeof args[0] === 'string' ? Number(args[0]) || 0 : args[0] instanceof GoInt && args[0].type === 'int64' ? args[0].value : 0),
  durationRound: (args) => roundDuration(durationOf(at(args, 0))),
  toDate: (args) => time(parseTime(text(args, 0), text(args, 1)) ?? ZERO),
  mustToDate: (args) => time(parseTime(text(args, 0), text(args, 1)) ?? ZERO),
  unixEpoch: (args) => String(Math.floor((millisecondsOf(at(args, 0)) ?? NOW) / 1000)),
};

function time(milliseconds: number): GoObject {
  const { year, month, day, hour, minute, second } = toCivil(milliseconds);
  const written = formatTime('2006-01-02 15:04:05 -0700 MST', milliseconds);
  const methods = {
    Unix: () => int64(Math.floor(milliseconds / 1000)),
    UnixMilli: () => int64(milliseconds),
    UnixNano: () => int64(milliseconds * 1e6),
    Year: () => int(year),
    Month: () => int(month),
    Day: () => int(day),
    Hour: () => int(hour),
    Minute: () => int(minute),
    Second: () => int(second),
    UTC: () => time(milliseconds),
    String: () => written,
    Format: (args: readonly GoValue[]) => formatTime(text(args, 0), milliseconds),
    AddDate: (args: readonly GoValue[]) => time(fromCivil({ year: year + integer(args, 0), month: month + integer(args, 1), day: day + integer(args, 2), hour, minute, second })),
  };
  return new GoObject('time.Time', 'struct', new Map([['milliseconds', milliseconds]]), methods, written);
}

function millisecondsOf(value: GoValue): number | undefined {
  if (value instanceof GoInt) return value.value * 1000;
  const milliseconds = value instanceof GoObject ? value.fields.get('milliseconds') : undefined;
  return typeof milliseconds === 'number' ? milliseconds : undefined;
}

/** Of anything that is no date sprig takes the present. */
function dated(args: readonly GoValue[], layout: number, date: number) {
  const milliseconds = millisecondsOf(at(args, date));
  const value = formatTime(text(args, layout), milliseconds ?? NOW);
  return milliseconds === undefined ? standIn(value, 'now') : value;
}

function modify(args: readonly GoValue[]): GoValue {
  return time((millisecondsOf(at(args, 1)) ?? NOW) + durationOf(text(args, 0)));
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
