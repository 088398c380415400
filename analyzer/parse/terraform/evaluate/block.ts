import { listOf, mapOf, originsOf, plainOf, scalar, unknown, type CloudValue, type Entry, type Scalar, type UnknownValue } from '../../cloud/value.js';
import { placeOf, type Block, type Body } from '../hcl/index.js';
import { evaluate, iterationsOf, NO_BINDINGS, type Bindings } from './evaluate.js';
import type { Scope } from './scope.js';

/** How many there are of a block with `count` or `for_each`: one component, with a multiplicity. */
export interface Instances {
  readonly none?: boolean;
  readonly multiplicity?: Scalar | UnknownValue;
  readonly bindings: Bindings;
}

export function instancesOf(block: Block, scope: Scope): Instances {
  const count = block.body.attributes.find((a) => a.name === 'count');
  const forEach = block.body.attributes.find((a) => a.name === 'for_each');
  if (count) return counted(evaluate(count.value, scope));
  return forEach ? forEached(evaluate(forEach.value, scope)) : { bindings: NO_BINDINGS };
}

function counted(value: CloudValue): Instances {
  const count = Number(plainOf(value) ?? Number.NaN);
  const index = count === 1 ? scalar(0, value.at) : unknown('count.index', value.at);
  const bindings = new Map<string, CloudValue>([['count', mapOf(new Map([['index', { key: value.at, value: index, at: value.at }]]), value.at)]]);
  if (Number.isNaN(count)) return { multiplicity: unknown('count', value.at), bindings };
  return count <= 0 ? { none: true, bindings } : { multiplicity: scalar(count, value.at), bindings };
}

function forEached(value: CloudValue): Instances {
  const rounds = iterationsOf(value);
  const known = value.is === 'map' || value.is === 'list';
  if (known && rounds.length === 0) return { none: true, bindings: NO_BINDINGS };
  const only = known && rounds.length === 1 ? rounds[0] : undefined;
  const key = only ? (value.is === 'list' ? only.value : only.key) : unknown('each.key', value.at);
  const each = only ? only.value : unknown('each.value', value.at, originsOf(value));
  const entry = (v: CloudValue): Entry => ({ key: value.at, value: v, at: value.at });
  const bindings = new Map<string, CloudValue>([['each', mapOf(new Map([['key', entry(key)], ['value', entry(each)]]), value.at)]]);
  return { multiplicity: known ? scalar(rounds.length, value.at) : unknown('for_each', value.at), bindings };
}

const MAX_DYNAMIC = 50;

/** An argument of a block; nested blocks of one type are a list of maps, `dynamic` ones among them. */
export function blockArgument(body: Body, name: string, scope: Scope, bindings: Bindings, depth = 0): Entry | undefined {
  const attribute = body.attributes.find((a) => a.name === name);
  if (attribute) return { key: placeOf(attribute), value: evaluate(attribute.value, scope, bindings), at: placeOf(attribute.value) };
  const nested = body.blocks.filter((b) => b.type === name || (b.type === 'dynamic' && b.labels[0]?.text === name));
  const [first] = nested;
  if (!first || depth > 20) return undefined;
  const items = nested.flatMap((block) => (block.type === 'dynamic' && name !== 'dynamic' ? dynamicBlocks(block, scope, bindings, depth) : [bodyValue(block, block.body, scope, bindings, depth)]));
  return items.length === 0 ? undefined : { key: placeOf(first), value: listOf(items, placeOf(first)), at: placeOf(first) };
}

function bodyValue(block: Block, body: Body, scope: Scope, bindings: Bindings, depth: number): CloudValue {
  const names = new Set([...body.attributes.map((a) => a.name), ...body.blocks.map((b) => (b.type === 'dynamic' ? (b.labels[0]?.text ?? '') : b.type))]);
  const entries = new Map<string, Entry>();
  for (const name of names) {
    const entry = blockArgument(body, name, scope, bindings, depth + 1);
    if (entry) entries.set(name, entry);
  }
  return mapOf(entries, placeOf(block));
}

function dynamicBlocks(block: Block, scope: Scope, bindings: Bindings, depth: number): CloudValue[] {
  const over = block.body.attributes.find((a) => a.name === 'for_each');
  const content = block.body.blocks.find((b) => b.type === 'content');
  if (!over || !content) return [];
  const iterator = block.body.attributes.find((a) => a.name === 'iterator')?.value;
  const name = iterator?.is === 'name' ? iterator.name : block.labels[0]!.text;
  return iterationsOf(evaluate(over.value, scope, bindings)).slice(0, MAX_DYNAMIC).map(({ key, value }) => {
    const entry = (v: CloudValue): Entry => ({ key: v.at, value: v, at: v.at });
    const bound = new Map(bindings).set(name, mapOf(new Map([['key', entry(key)], ['value', entry(value)]]), value.at));
    return bodyValue(block, content.body, scope, bound, depth + 1);
  });
}
