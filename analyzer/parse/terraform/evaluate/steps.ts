import type { Place } from '../../../facts/place.js';
import { from, listOf, originsOf, scalar, unknown, type CloudResource, type CloudValue, type Origin } from '../../cloud/value.js';

/** `value.key`, `value["key"]`, `value[0]`. */
export function step(value: CloudValue, key: string | number | undefined, at: Place): CloudValue {
  switch (value.is) {
    case 'map': {
      if (key === undefined) return unknown('…', at, originsOf(value));
      // An optional attribute that nobody set is null.
      return (value.entries.get(String(key)) ?? value.entries.get(ANY_KEY))?.value ?? scalar(null, at);
    }
    case 'list': {
      if (key === undefined) return value.items.length === 1 ? value.items[0]! : { ...unknown('…', at, originsOf(value)), among: value.items };
      const item = Number.isInteger(Number(key)) ? value.items[Number(key)] : undefined;
      // A nested block that stands once may be written without its index.
      return item ?? (value.items.length === 1 && Number.isNaN(Number(key)) ? step(value.items[0]!, key, at) : unknown('…', at, originsOf(value)));
    }
    case 'resource': return typeof key === 'number' || key === undefined || /^\d+$/.test(key) ? value : attributeOf(value.resource, key, at);
    case 'unknown': return unknown(`${value.source}.${key ?? '…'}`, at, value.origins.map((o) => deeper(o, key)));
    case 'encoded': return unknown('…', at, originsOf(value));
    case 'scalar':
      // `this[0]` on what is no list, as `count` of 0 or 1 leaves it.
      return value.value === null ? value : unknown('…', at, value.origins);
    case 'text': return unknown('…', at, originsOf(value));
    default: return value satisfies never;
  }
}

/** Stands for the keys of a map that nobody could evaluate. */
export const ANY_KEY = '*';

const deeper = (origin: Origin, key: string | number | undefined): Origin =>
  typeof key === 'string' && !/^\d+$/.test(key) && origin.attribute.length < 200 ? { ...origin, attribute: origin.attribute === '' ? key : `${origin.attribute}.${key}` } : origin;

/** What is written in the resource, else a hole that remembers the resource. */
function attributeOf(resource: CloudResource, name: string, at: Place): CloudValue {
  const origin = { resource: resource.address, attribute: name };
  const written = resource.source === undefined ? resource.argument(name) : undefined;
  return written && !(written.value.is === 'scalar' && written.value.value === null) ? from(written.value, origin) : unknown(`${resource.address}.${name}`, at, [origin]);
}

/** `value[*].a.b` */
export function splat(value: CloudValue, each: (item: CloudValue) => CloudValue, at: Place): CloudValue {
  if (value.is === 'list') return listOf(value.items.map(each), at);
  if (value.is === 'scalar' && value.value === null) return listOf([], at);
  return listOf([oneFor(value, each(value))], at);
}

/** What is made of each of several things: of something unknown, or of every instance of a resource, nobody knows how many there are. */
export function oneFor(over: CloudValue, made: CloudValue): CloudValue {
  const single = over.is === 'resource' ? over.resource.multiplicity === undefined || (over.resource.multiplicity.is === 'scalar' && over.resource.multiplicity.value === 1) : over.is !== 'unknown';
  return single || made.is !== 'unknown' ? made : { ...made, many: true };
}
