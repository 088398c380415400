import { decode } from '../../cloud/decode.js';
import { fromPlain, listOf, mapOf, originsOf, plainOf, scalar, textOf, unknown, type CloudValue, type Entry } from '../../cloud/value.js';
import { textSource } from '../../yaml/index.js';
import { placeOf, parseHclTemplate, sourceOf, type Expression } from '../hcl/index.js';
import { inside } from '../../paths.js';
import { evaluate, type Bindings } from './evaluate.js';
import { plainFunctions } from './plain-functions.js';
import type { Scope } from './scope.js';
import { ANY_KEY, step } from './steps.js';

type Call = Extract<Expression, { is: 'call' }>;
type Place = CloudValue['at'];

/** A call. Functions that only move values around keep their places and origins; the others need to know all they are given. */
export function callFunction(call: Call, scope: Scope, bindings: Bindings): CloudValue {
  const at = placeOf(call);
  const name = call.name.replace(/^core::/, '');
  const given = call.args.map((arg) => evaluate(arg, scope, bindings));
  const last = given.at(-1);
  const args = call.expand && last?.is === 'list' ? [...given.slice(0, -1), ...last.items] : given;
  const hole = (): CloudValue => unknown(sourceOf(call), at, args.flatMap((arg) => originsOf(arg)));
  if (name === 'templatefile') return templateFile(args, scope, at) ?? hole();
  if (name === 'file') return file(args[0], scope, at) ?? hole();
  if (Object.hasOwn(STRUCTURAL, name)) return STRUCTURAL[name]!(args, at) ?? hole();
  if (!Object.hasOwn(plainFunctions, name)) return hole();
  const plain = args.map((arg) => plainOf(arg));
  if (plain.includes(undefined)) return hole();
  const result = compute(name, plain);
  return result === undefined ? hole() : fromPlain(result, at, args.flatMap((arg) => originsOf(arg)));
}

function compute(name: string, args: readonly unknown[]): unknown {
  try {
    return plainFunctions[name]!(...args);
  } catch {
    // Wrong types: the real tool would stop with an error.
    return undefined;
  }
}

const nothing = (value: CloudValue | undefined): boolean => value === undefined || (value.is === 'scalar' && value.value === null);
const empty = (value: CloudValue): boolean => nothing(value) || (value.is === 'scalar' && value.value === '');
const itemsOf = (value: CloudValue | undefined): readonly CloudValue[] | undefined => (value?.is === 'list' ? value.items : nothing(value) ? [] : undefined);

/** Undefined: cannot be told, the call is a hole. */
const STRUCTURAL: Readonly<Record<string, (args: readonly CloudValue[], at: Place) => CloudValue | undefined>> = {
  jsonencode: ([value], at) => value && { is: 'encoded', of: value, at },
  yamlencode: ([value], at) => value && { is: 'encoded', of: value, at },
  jsondecode: ([value]) => value && decode(value),
  yamldecode: ([value]) => value && decode(value),
  concat: (args, at) => concat(args, at),
  flatten: ([value], at) => (value?.is === 'list' ? listOf(flat(value.items), at) : undefined),
  merge: (args, at) => merge(args, at),
  coalesce: (args) => args.find((arg) => !empty(arg)),
  coalescelist: (args) => args.find((arg) => arg.is !== 'list' || arg.items.length > 0),
  try: (args) => args.find((arg) => !nothing(arg)) ?? args.at(-1),
  lookup: ([map, key, fallback], at) => lookup(map, key, fallback, at),
  element: ([list, index], at) => element(list, index, at),
  one: ([list]) => (list?.is === 'list' ? (list.items[0] ?? scalar(null, list.at)) : list),
  values: ([map], at) => (map?.is === 'map' ? listOf([...map.entries.values()].map((e) => e.value), at) : map?.is === 'resource' ? listOf([map], at) : undefined),
  keys: ([map], at) => (map?.is === 'map' && !map.entries.has(ANY_KEY) ? listOf([...map.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, e]) => scalar(key, e.key)), at) : undefined),
  length: ([value], at) => length(value, at),
  zipmap: ([keys, values], at) => zipmap(keys, values, at),
  compact: ([list], at) => (list?.is === 'list' ? listOf(list.items.filter((item) => !empty(item)), at) : undefined),
  slice: ([list, from, to], at) => (list?.is === 'list' ? listOf(list.items.slice(Number(textOf(from)), Number(textOf(to))), at) : undefined),
  reverse: ([list], at) => (list?.is === 'list' ? listOf([...list.items].reverse(), at) : undefined),
  sensitive: ([value]) => value,
  nonsensitive: ([value]) => value,
  tostring: ([value]) => value,
  tonumber: ([value]) => value,
  tobool: ([value]) => value,
  tolist: ([value]) => value,
  toset: ([value]) => value,
  tomap: ([value]) => value,
  base64encode: ([value]) => value && (value.is === 'scalar' ? undefined : unknown('base64encode(…)', value.at, originsOf(value))),
};

function concat(lists: readonly CloudValue[], at: Place): CloudValue | undefined {
  const all = lists.map(itemsOf);
  if (!all.some((items) => items !== undefined)) return undefined;
  // What is unknown among them may add more; what is known is there in any case.
  return listOf(all.flatMap((items, index) => items ?? (originsOf(lists[index]).length > 0 ? [unknown('…', at, originsOf(lists[index]))] : [])), at);
}

const flat = (items: readonly CloudValue[]): CloudValue[] => items.flatMap((item) => (item.is === 'list' ? flat(item.items) : [item]));

function merge(maps: readonly CloudValue[], at: Place): CloudValue | undefined {
  const entries = new Map<string, Entry>();
  if (!maps.some((map) => map.is === 'map')) return maps.every(nothing) ? mapOf(entries, at) : undefined;
  for (const map of maps) {
    if (map.is === 'map') for (const [key, entry] of map.entries) entries.set(key, entry);
    else if (originsOf(map).length > 0) entries.set(ANY_KEY, { key: map.at, value: unknown('…', map.at, originsOf(map)), at: map.at });
  }
  return mapOf(entries, at);
}

function lookup(map: CloudValue | undefined, key: CloudValue | undefined, fallback: CloudValue | undefined, at: Place): CloudValue | undefined {
  const name = textOf(key);
  if (map?.is !== 'map' || name === undefined) return undefined;
  const found = step(map, name, at);
  return nothing(found) && fallback ? fallback : found;
}

function element(list: CloudValue | undefined, index: CloudValue | undefined, at: Place): CloudValue | undefined {
  const position = Number(textOf(index));
  if (list?.is === 'list' && list.items.length > 0 && Number.isInteger(position)) return list.items[position % list.items.length];
  if (list?.is === 'list' && index?.is === 'unknown') return step(list, undefined, at);
  return list?.is === 'unknown' ? step(list, position, at) : undefined;
}

function length(value: CloudValue | undefined, at: Place): CloudValue | undefined {
  if (value?.is === 'list') return scalar(value.items.length, at);
  if (value?.is === 'map') return scalar(value.entries.size, at);
  const text = textOf(value);
  return text === undefined ? undefined : scalar([...text].length, at);
}

function zipmap(keys: CloudValue | undefined, values: CloudValue | undefined, at: Place): CloudValue | undefined {
  if (keys?.is !== 'list' || values?.is !== 'list') return undefined;
  return mapOf(new Map(keys.items.slice(0, values.items.length).map((key, index): [string, Entry] => [textOf(key) ?? ANY_KEY, { key: key.at, value: values.items[index]!, at: values.items[index]!.at }])), at);
}

// ---------------------------------------------------------------- files

/** Paths of functions are relative to where the tool runs: the root module; `path.module` is already relative to the tree. */
function read(path: CloudValue | undefined, scope: Scope, at: Place): { readonly path: string; readonly text: string } | undefined {
  const name = textOf(path);
  if (name === undefined) return undefined;
  const { files } = scope.run;
  const candidates = [inside('.', name), inside(scope.module.folder, name), inside(scope.run.root, name)];
  const found = candidates.find((candidate) => candidate !== undefined && files.has(candidate));
  const text = found === undefined ? undefined : files.read(found);
  if (found !== undefined && text !== undefined) return { path: found, text };
  if (candidates.every((candidate) => candidate === undefined)) scope.run.report('path-outside', at, 'warning', 'The file lies outside the analysed folder; it is not read.');
  else scope.run.report('file-missing', at, 'info', `The file ${candidates.find((c) => c !== undefined)} is not in the tree; what it says is unknown.`);
  return undefined;
}

function file(path: CloudValue | undefined, scope: Scope, at: Place): CloudValue | undefined {
  const found = read(path, scope, at);
  return found && scalar(found.text, { file: found.path, line: 1, column: 1, length: 1 });
}

function templateFile([path, variables]: readonly CloudValue[], scope: Scope, at: Place): CloudValue | undefined {
  const found = read(path, scope, at);
  const template = found && parseHclTemplate(textSource(found.path, found.text));
  if (!found || !template || !scope.run.enter()) return undefined;
  const bindings = new Map(variables?.is === 'map' ? [...variables.entries].map(([key, entry]) => [key, entry.value] as const) : []);
  const value = evaluate(template, scope, bindings);
  scope.run.leave();
  return value;
}
