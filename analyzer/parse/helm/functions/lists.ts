import { TemplateError } from '../template/errors.js';
import { copyItemOrigin, setOrigin } from '../template/origin.js';
import { deepEqual, GoObject, isList, isTrue, type GoList, type GoValue } from '../template/values.js';
import { at, integer, list, type Family } from './arguments.js';
import { toInt64 } from './numbers.js';

const make: Family[string] = (args, call) => {
  const made = [...args];
  call.origins.forEach((origin, index) => void (origin && setOrigin(made, index, origin)));
  return made;
};

/** sprig's list functions, which copy. https://masterminds.github.io/sprig/lists.html */
const plain: Family = {
  append: (args) => [...list(args, 0), at(args, 1)],
  prepend: (args) => [at(args, 1), ...list(args, 0)],
  first: (args) => list(args, 0)[0] ?? null,
  last: (args) => list(args, 0).at(-1) ?? null,
  rest: (args) => part(list(args, 0), 1),
  initial: (args) => part(list(args, 0), 0, -1),
  reverse: (args) => [...list(args, 0)].reverse(),
  uniq: (args) => list(args, 0).reduce<GoList>((seen, item) => (includes(seen, item) ? seen : [...seen, item]), []),
  without: (args) => list(args, 0).filter((item) => !includes(args.slice(1), item)),
  has: (args) => (at(args, 1) === null ? false : includes(list(args, 1), at(args, 0))),
  compact: (args) => list(args, 0).filter(isTrue),
  slice: (args) => slice(args),
  chunk: (args) => chunk(integer(args, 0), list(args, 1)),
};

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

export const listFunctions: Family = {
  ...plain,
  ...Object.fromEntries(Object.entries(plain).map(([name, run]) => [`must${capital(name)}`, run])),
  push: plain['append'] as Family[string],
  mustPush: plain['append'] as Family[string],
  list: make,
  tuple: make,
  concat: (args) => args.flatMap((_, index) => list(args, index)),
};

const includes = (items: readonly GoValue[], wanted: GoValue): boolean => items.some((item) => deepEqual(item, wanted));

function part(items: GoList, start: number, end?: number): GoList {
  const result = items.slice(start, end);
  result.forEach((_, index) => copyItemOrigin(items, start + index, result, index));
  return result;
}

function slice(args: readonly GoValue[]): GoValue {
  const value = at(args, 0);
  const items = value instanceof GoObject ? value.content : value;
  const start = args.length > 1 ? toInt64(at(args, 1)) : 0;
  if (!isList(items)) throw new TemplateError('list should be type of slice or array');
  const end = args.length > 2 ? toInt64(at(args, 2)) : items.length;
  if (start < 0 || end > items.length || end < start) throw new TemplateError('slice bounds out of range');
  return items.length === 0 ? null : part(items, start, end);
}

function chunk(size: number, items: GoList): GoList {
  if (size < 1) throw new TemplateError('chunks need a size');
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

