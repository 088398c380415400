import type { Flow } from './evaluate.js';
import type { ClassType } from './model.js';
import { optionsOf } from './value.js';

const MAX_DEPTH = 8;
const prefixes = new WeakMap<Flow, Map<ClassType, string>>();

/** `database.host`: the key with those of the fields that lead to its class, where just one field has a class's type. */
export function keyOf(flow: Flow, type: ClassType, key: string): string {
  const known = prefixes.get(flow) ?? new Map<ClassType, string>();
  prefixes.set(flow, known);
  return prefixOf(flow, type, known, 0) + key;
}

function prefixOf(flow: Flow, type: ClassType, known: Map<ClassType, string>, depth: number): string {
  const before = known.get(type);
  if (before !== undefined || depth > MAX_DEPTH) return before ?? '';
  known.set(type, '');
  const parents = flow.model.classes.flatMap((parent) => [...parent.fields.values()].flatMap(({ type: field, key }) => (parent !== type && field && key !== undefined && isOf(flow, field, type) ? [{ parent, key }] : [])));
  const [only, ...others] = parents;
  const prefix = only && others.length === 0 ? `${prefixOf(flow, only.parent, known, depth + 1)}${only.key}.` : '';
  known.set(type, prefix);
  return prefix;
}

const isOf = (flow: Flow, field: Parameters<Flow['value']>[0], type: ClassType): boolean => optionsOf(flow.value(field, undefined)).some((value) => value.is === 'class' && value.type === type);
