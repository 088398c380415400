import { TemplateError } from '../template/errors.js';
import { copyEntry, copyItemOrigin, originOf, setOrigin } from '../template/origin.js';
import { deeper, isList, isMap, isTrue, sortedKeys, type GoMap, type GoValue } from '../template/values.js';
import { at, map, strings, strval, text, type Family } from './arguments.js';

const copy: Family[string] = (args) => deepCopy(at(args, 0));
const merge: Family[string] = (args) => mergeAll(args, false);
const overwrite: Family[string] = (args) => mergeAll(args, true);

/** sprig's dictionary functions; `set`, `unset` and `merge` change their first argument. https://masterminds.github.io/sprig/dicts.html */
export const dictFunctions: Family = {
  dict: (args, call) => {
    const made: GoMap = new Map();
    for (let index = 0; index < args.length; index += 2) {
      const key = strval(at(args, index));
      made.set(key, args[index + 1] ?? (index + 1 < args.length ? null : ''));
      const origin = call.origins[index + 1];
      if (origin !== undefined) setOrigin(made, key, origin);
    }
    return made;
  },
  get: (args) => {
    const entry = map(args, 0);
    const key = text(args, 1);
    return { result: { value: entry.has(key) ? (entry.get(key) ?? null) : '', origin: originOf(entry, key) } };
  },
  set: (args, call) => {
    const target = map(args, 0);
    target.set(text(args, 1), at(args, 2));
    setOrigin(target, text(args, 1), call.origins[2] ?? {});
    return at(args, 0);
  },
  unset: (args) => {
    map(args, 0).delete(text(args, 1));
    return at(args, 0);
  },
  hasKey: (args) => map(args, 0).has(text(args, 1)),
  pluck: (args) => args.slice(1).flatMap((_, index) => (map(args, index + 1).has(text(args, 0)) ? [map(args, index + 1).get(text(args, 0)) ?? null] : [])),
  keys: (args) => args.flatMap((_, index) => sortedKeys(map(args, index))),
  values: (args) => sortedKeys(map(args, 0)).map((key) => map(args, 0).get(key) ?? null),
  pick: (args) => select(map(args, 0), (key) => strings([...args.slice(1)]).includes(key)),
  omit: (args) => select(map(args, 0), (key) => !strings([...args.slice(1)]).includes(key)),
  merge,
  mustMerge: merge,
  mergeOverwrite: overwrite,
  mustMergeOverwrite: overwrite,
  deepCopy: copy,
  mustDeepCopy: copy,
  dig: (args) => ({ result: dig(args) }),
};

function select(from: GoMap, wanted: (key: string) => boolean): GoMap {
  const selected: GoMap = new Map();
  for (const key of from.keys()) if (wanted(key)) copyEntry(from, selected, key);
  return selected;
}

function dig(args: readonly GoValue[]) {
  const keys = args.slice(0, -2);
  const fallback = at(args, args.length - 2);
  let value = at(args, args.length - 1);
  let origin;
  for (const key of keys) {
    const entries = map([value], 0);
    if (typeof key !== 'string') throw new TemplateError('dig needs text keys');
    if (!entries.has(key)) return { value: fallback };
    origin = originOf(entries, key);
    value = entries.get(key) ?? null;
  }
  return { value, origin };
}

export function deepCopy(value: GoValue, depth = 0): GoValue {
  const next = deeper(depth);
  if (isMap(value)) {
    const copied: GoMap = new Map();
    for (const [key, item] of value) copyEntry(value, copied, key, deepCopy(item, next));
    return copied;
  }
  if (!isList(value)) return value;
  const copied = value.map((item) => deepCopy(item, next));
  copied.forEach((_, index) => copyItemOrigin(value, index, copied, index));
  return copied;
}

function mergeAll(args: readonly GoValue[], overwrites: boolean): GoValue {
  const target = map(args, 0);
  for (let index = 1; index < args.length; index++) mergeInto(target, map(args, index), overwrites);
  return at(args, 0);
}

/**
 * mergo's rules: maps merge; otherwise what is there stays, unless it is empty (false, 0, "") or everything is overwritten. A map
 * that is taken over is shared, so later changes show in both. https://pkg.go.dev/dario.cat/mergo
 */
function mergeInto(target: GoMap, source: GoMap, overwrites: boolean, depth = 0): void {
  const next = deeper(depth);
  for (const key of sortedKeys(source)) {
    const given = source.get(key) ?? null;
    const present = target.get(key) ?? null;
    if (given === null && !overwrites) continue;
    if (isMap(given) && isMap(present)) {
      mergeInto(present, given, overwrites, next);
      if (present.size > 0) continue;
    }
    if (overwrites || !isTrue(present)) copyEntry(source, target, key, given);
  }
}
