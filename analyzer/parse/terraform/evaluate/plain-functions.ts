type Plain = any; // eslint-disable-line

const MAX_TEXT = 1_000_000;

/** Functions of plain values. Arguments of the wrong type throw or give undefined: the result is unknown. */
export const plainFunctions: Readonly<Record<string, (...args: Plain[]) => unknown>> = {
  lower: (s: Plain) => String(s).toLowerCase(),
  upper: (s: Plain) => String(s).toUpperCase(),
  title: (s: Plain) => String(s).replace(/(^|\s)\S/g, (c) => c.toUpperCase()),
  trimspace: (s: Plain) => String(s).trim(),
  trim: (s: Plain, chars: Plain) => trimEnd(trimStart(String(s), String(chars)), String(chars)),
  trimprefix: (s: Plain, prefix: Plain) => (String(s).startsWith(String(prefix)) ? String(s).slice(String(prefix).length) : String(s)),
  trimsuffix: (s: Plain, suffix: Plain) => (String(s).endsWith(String(suffix)) && suffix !== '' ? String(s).slice(0, -String(suffix).length) : String(s)),
  chomp: (s: Plain) => String(s).replace(/[\r\n]+$/, ''),
  // A pattern between slashes is a regular expression: not run, it is the input's.
  replace: (s: Plain, search: Plain, by: Plain) => (/^\/.*\/$/.test(String(search)) ? undefined : bounded(String(s).replaceAll(String(search), () => String(by)))),
  substr: (s: Plain, offset: Plain, length: Plain) => String(s).slice(Number(offset), Number(length) < 0 ? undefined : Number(offset) + Number(length)),
  split: (by: Plain, s: Plain) => String(s).split(String(by)),
  join: (by: Plain, list: Plain) => (Array.isArray(list) ? bounded(list.join(String(by))) : undefined),
  format: (pattern: Plain, ...args: Plain[]) => format(String(pattern), args),
  startswith: (s: Plain, prefix: Plain) => String(s).startsWith(String(prefix)),
  endswith: (s: Plain, suffix: Plain) => String(s).endsWith(String(suffix)),
  strcontains: (s: Plain, part: Plain) => String(s).includes(String(part)),
  contains: (list: Plain, item: Plain) => (Array.isArray(list) ? list.some((i) => String(i) === String(item)) : undefined),
  index: (list: Plain, item: Plain) => list.indexOf(item),
  distinct: (list: Plain) => [...new Set(list)],
  sort: (list: Plain) => [...list].map(String).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  max: (...all: Plain[]) => all.map(Number).reduce((a, b) => Math.max(a, b)),
  min: (...all: Plain[]) => all.map(Number).reduce((a, b) => Math.min(a, b)),
  abs: (n: Plain) => Math.abs(Number(n)),
  ceil: (n: Plain) => Math.ceil(Number(n)),
  floor: (n: Plain) => Math.floor(Number(n)),
  range: (...args: Plain[]) => range(args.map(Number)),
  setunion: (...sets: Plain[]) => [...new Set(sets.flat())],
  setintersection: (first: Plain, ...sets: Plain[]) => first.filter((item: Plain) => sets.every((set) => set.includes(item))),
  setsubtract: (a: Plain, b: Plain) => a.filter((item: Plain) => !b.includes(item)),
  alltrue: (list: Plain) => list.every((item: Plain) => item === true || item === 'true'),
  anytrue: (list: Plain) => list.some((item: Plain) => item === true || item === 'true'),
  basename: (path: Plain) => String(path).slice(String(path).lastIndexOf('/') + 1),
  dirname: (path: Plain) => String(path).slice(0, Math.max(0, String(path).lastIndexOf('/'))) || '.',
};

const bounded = (text: string): string | undefined => (text.length > MAX_TEXT ? undefined : text);

function trimStart(text: string, chars: string): string {
  let from = 0;
  while (from < text.length && chars.includes(text[from]!)) from++;
  return text.slice(from);
}

function trimEnd(text: string, chars: string): string {
  let to = text.length;
  while (to > 0 && chars.includes(text[to - 1]!)) to--;
  return text.slice(0, to);
}

/** `%s`, `%d`, `%v`, `%q`, `%%`, with a zero-padded width for numbers; anything finer is unknown. */
function format(pattern: string, args: readonly Plain[]): string | undefined {
  let next = 0;
  let failed = false;
  const text = pattern.replace(/%(?:%|(0?)(\d{0,2})([sdvq])|.?)/g, (verb, zero: string | undefined, width: string | undefined, kind: string | undefined) => {
    if (verb === '%%') return '%';
    const arg = args[next++];
    if (kind === undefined || arg === undefined || typeof arg === 'object') {
      failed = true;
      return '';
    }
    const shown = kind === 'q' ? JSON.stringify(String(arg)) : String(arg);
    return shown.padStart(Number(width ?? 0), zero ? '0' : ' ');
  });
  return failed ? undefined : bounded(text);
}

function range(args: readonly number[]): number[] | undefined {
  const [from, to, by] = args.length === 1 ? [0, args[0]!, 1] : [args[0]!, args[1]!, args[2] ?? (args[1]! < args[0]! ? -1 : 1)];
  const count = Math.ceil((to! - from!) / by!);
  return Number.isFinite(count) && count <= 1024 ? Array.from({ length: Math.max(0, count) }, (_, index) => from! + index * by!) : undefined;
}
