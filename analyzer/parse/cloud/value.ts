import type { Place } from '../../facts/place.js';

/**
 * What an expression of a template language (HCL, CloudFormation) evaluates to. Unknown is a value, and every value remembers
 * the resources whose attributes it came from: that is what makes `redis://${module.cache.endpoint}` a dependency.
 */
export type CloudValue = Scalar | Text | UnknownValue | List | MapValue | ResourceValue | Encoded;

/** The value came from this resource's attribute. */
export interface Origin {
  readonly resource: string;
  readonly attribute: string;
}

export interface Scalar {
  readonly is: 'scalar';
  readonly value: string | number | boolean | null;
  readonly at: Place;
  readonly origins: readonly Origin[];
  /** It is an input of the whole stack: what differs from one environment to the next. */
  readonly input?: boolean;
}

/** Text with holes. */
export interface Text {
  readonly is: 'text';
  readonly parts: readonly (Scalar | UnknownValue)[];
  readonly at: Place;
}

export interface UnknownValue {
  readonly is: 'unknown';
  /** The expression, as written. */
  readonly source: string;
  readonly at: Place;
  readonly origins: readonly Origin[];
  /** It is one of these, nobody knows which: `var.zones[count.index]`. */
  readonly among?: readonly CloudValue[];
  /** In a list it stands for any number of items: one for each instance of a resource, or of what is unknown itself. */
  readonly many?: true;
}

export interface List {
  readonly is: 'list';
  readonly items: readonly CloudValue[];
  readonly at: Place;
}

export interface MapValue {
  readonly is: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly at: Place;
}

export interface Entry {
  readonly key: Place;
  readonly value: CloudValue;
  /** Where the value is given, which is not where a variable's value was written. */
  readonly at: Place;
}

/** A resource as a whole, or an attribute path into one that nothing says the value of. */
export interface ResourceValue {
  readonly is: 'resource';
  readonly resource: CloudResource;
  readonly at: Place;
}

/** JSON or YAML text of a value, kept as the value. */
export interface Encoded {
  readonly is: 'encoded';
  readonly of: CloudValue;
  readonly at: Place;
}

/** A resource that a template declares. Its arguments are evaluated when they are asked for. */
export interface CloudResource {
  /** `module.cart.aws_sqs_queue.orders`; unique in its stack. */
  readonly address: string;
  readonly type: string;
  /** The unit that declares it, where that is not the one that is read; its address begins with it and a colon. */
  readonly unit?: string;
  /** The type in the template's own language, where that has another name for it. */
  readonly written?: string;
  readonly label: string;
  /** Labels of the modules around it, outermost first. */
  readonly modules: readonly string[];
  readonly at: Place;
  /** Of a module that nobody read: its registry source. The arguments are the module's inputs. */
  readonly source?: string;
  /** Instances; a known 0 never gets here. */
  readonly multiplicity?: Scalar | UnknownValue;
  readonly argument: (name: string) => Entry | undefined;
  readonly names: readonly string[];
  /** What stands beside it for other tools, as annotations are written. */
  readonly annotations?: Readonly<Record<string, { readonly value: string; readonly at: Place }>>;
}

export const scalar = (value: Scalar['value'], at: Place, origins: readonly Origin[] = []): Scalar => ({ is: 'scalar', value, at, origins });
export const unknown = (source: string, at: Place, origins: readonly Origin[] = []): UnknownValue => ({ is: 'unknown', source, at, origins: unique(origins) });
export const listOf = (items: readonly CloudValue[], at: Place): List => ({ is: 'list', items, at });
export const mapOf = (entries: ReadonlyMap<string, Entry>, at: Place): MapValue => ({ is: 'map', entries, at });

const MAX_ORIGINS = 200;

function unique(origins: readonly Origin[]): readonly Origin[] {
  if (origins.length < 2) return origins;
  const seen = new Map<string, Origin>();
  for (const origin of origins) {
    seen.set(`${origin.resource}\u0000${origin.attribute}`, origin);
    if (seen.size >= MAX_ORIGINS) break;
  }
  return [...seen.values()];
}

/** The value as part of a text. */
export function partsOf(value: CloudValue): readonly (Scalar | UnknownValue)[] {
  switch (value.is) {
    case 'scalar': return value.value === null ? [] : [value];
    case 'unknown': return [value];
    case 'text': return value.parts;
    case 'encoded': return partsOf(encode(value.of));
    default: return [unknown('…', value.at, originsOf(value))];
  }
}

const MAX_PARTS = 2000;
const MAX_TEXT = 1_000_000;

export function joinParts(parts: readonly (Scalar | UnknownValue)[], at: Place): Scalar | Text | UnknownValue {
  if (parts.length === 1) return { ...parts[0]!, at };
  if (parts.length > MAX_PARTS || parts.reduce((length, p) => length + (p.is === 'scalar' ? String(p.value).length : 0), 0) > MAX_TEXT) return unknown('…', at, parts.flatMap((p) => p.origins));
  if (isPlain(parts)) return scalar(parts.map((p) => String(p.value)).join(''), at);
  return { is: 'text', parts, at };
}

/** Nothing is lost when these become one text: they were written on one line, and came from nowhere else. */
function isPlain(parts: readonly (Scalar | UnknownValue)[]): parts is readonly Scalar[] {
  const first = parts[0]?.at;
  return parts.every((p) => p.is === 'scalar' && !p.input && p.origins.length === 0 && (parts.length === 1 || (p.at.file === first?.file && p.at.line === first.line)));
}

/** Every resource that a value came from, however deep. */
export function originsOf(value: CloudValue | undefined, budget = { left: 5000 }): readonly Origin[] {
  if (value === undefined || budget.left-- <= 0) return [];
  switch (value.is) {
    case 'scalar':
    case 'unknown': return value.origins;
    case 'text': return unique(value.parts.flatMap((p) => p.origins));
    case 'list': return unique(value.items.flatMap((item) => originsOf(item, budget)));
    case 'map': return unique([...value.entries.values()].flatMap((entry) => originsOf(entry.value, budget)));
    case 'resource': return [{ resource: value.resource.address, attribute: '' }];
    case 'encoded': return originsOf(value.of, budget);
    default: return value satisfies never;
  }
}

/** Marks a value as read from a resource's attribute. */
export function from(value: CloudValue, origin: Origin): CloudValue {
  switch (value.is) {
    case 'scalar':
    case 'unknown': return value.is === 'scalar' && (value.value === null || typeof value.value === 'boolean') ? value : { ...value, origins: unique([...value.origins, origin]) };
    case 'text': return { ...value, parts: value.parts.map((part) => ({ ...part, origins: unique([...part.origins, origin]) })) };
    case 'list': return { ...value, items: value.items.slice(0, 50).map((item) => (item.is === 'scalar' || item.is === 'unknown' ? from(item, origin) : item)) };
    default: return value;
  }
}

/** The text, when all of it is known. */
export function textOf(value: CloudValue | undefined): string | undefined {
  if (value?.is === 'scalar') return value.value === null ? undefined : String(value.value);
  if (value?.is === 'encoded') return textOf(encode(value.of));
  if (value?.is !== 'text') return undefined;
  return value.parts.every((p) => p.is === 'scalar') ? value.parts.map((p) => String((p as Scalar).value)).join('') : undefined;
}

// ---------------------------------------------------------------- JSON

/** JSON text of a value, with holes where it has holes. */
export function encode(value: CloudValue): Scalar | Text | UnknownValue {
  const parts: (Scalar | UnknownValue)[] = [];
  write(value, parts, 0);
  return joinParts(parts, value.at);
}

function write(value: CloudValue, out: (Scalar | UnknownValue)[], depth: number): void {
  if (depth > 60 || out.length > MAX_PARTS) return void out.push(unknown('…', value.at));
  const put = (text: string) => void out.push(scalar(text, value.at));
  switch (value.is) {
    case 'scalar': {
      if (typeof value.value !== 'string') return void out.push({ ...value, value: JSON.stringify(value.value) });
      return void out.push(scalar('"', value.at), { ...value, value: JSON.stringify(value.value).slice(1, -1) }, scalar('"', value.at));
    }
    case 'list':
      put('[');
      value.items.forEach((item, index) => (index > 0 && put(','), write(item, out, depth + 1)));
      return put(']');
    case 'map':
      put('{');
      [...value.entries].forEach(([key, entry], index) => (put(`${index > 0 ? ',' : ''}${JSON.stringify(key)}:`), write(entry.value, out, depth + 1)));
      return put('}');
    case 'encoded':
    case 'text': return void out.push(scalar('"', value.at), ...partsOf(value), scalar('"', value.at));
    default: return void out.push(...partsOf(value));
  }
}

/** A plain JavaScript value, when all of it is known. */
export function plainOf(value: CloudValue, depth = 0): unknown {
  if (depth > 60) return undefined;
  switch (value.is) {
    case 'scalar': return value.value;
    case 'text': return textOf(value);
    case 'encoded': return textOf(value);
    case 'list': {
      const items = value.items.map((item) => plainOf(item, depth + 1));
      return items.includes(undefined) ? undefined : items;
    }
    case 'map': {
      const entries = [...value.entries].map(([key, entry]) => [key, plainOf(entry.value, depth + 1)] as const);
      return entries.some(([, item]) => item === undefined) ? undefined : new Map(entries);
    }
    default: return undefined;
  }
}

/** The opposite of `plainOf`. */
export function fromPlain(value: unknown, at: Place, origins: readonly Origin[] = [], depth = 0): CloudValue {
  if (depth > 60) return unknown('…', at);
  if (value === null || value === undefined) return scalar(null, at);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return scalar(value, at, origins);
  if (Array.isArray(value)) return listOf(value.map((item) => fromPlain(item, at, origins, depth + 1)), at);
  const entries = value instanceof Map ? [...(value as Map<string, unknown>)] : Object.entries(value as object);
  return mapOf(new Map(entries.map(([key, item]) => [String(key), { key: at, value: fromPlain(item, at, origins, depth + 1), at }])), at);
}
