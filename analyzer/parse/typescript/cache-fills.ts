import type { ts } from 'ts-morph';
import { comparePlaces } from '../../facts/place.js';
import type { CacheFillFact } from '../../facts/types.js';
import { isGuarded, isPersonal } from '../cache-guards.js';
import { argument, option, type Source } from './clients/library.js';
import type { Client } from './engine/facts.js';
import type { Use } from './engine/collect.js';
import { reachedFrom } from './engine/reach.js';
import { readValue } from './engine/source.js';
import { asNumber } from './evaluate/operators.js';
import { plainText } from './evaluate/value.js';
import type { Program } from './program.js';
import { placeOf } from './source/module.js';
import { enclosingFunction } from './source/syntax.js';

const LIBRARIES = new Set(['ioredis', 'node-redis']);
const READS = /^(?:get|mget|hget|hgetall|mGet|hGet|hGetAll)$/;

/** Functions that read from Redis, ask somebody else, and write to Redis for a time. */
export function cacheFillsOf(program: Program, clients: readonly Client[]): CacheFillFact[] {
  const reach = reachedFrom(program, clients);
  const facts = clients.filter(({ fact }) => LIBRARIES.has(fact.library)).flatMap(({ fact, uses }) => {
    const reading = new Set(uses.filter(({ name }) => READS.test(name)).map(({ call }) => enclosingFunction(call.call)));
    return uses.flatMap((use): CacheFillFact[] => {
      const fn = enclosingFunction(use.call.call);
      const ttl = ttlOf(program, use);
      if (!fn || !ttl || !reading.has(fn)) return [];
      const reaches = reach([fn]).filter(({ client }) => client !== fact.id);
      return fact.packages.map((root) => ({ kind: 'cache-fill', package: root, of: fact.id, at: placeOf(use.call.call), ttl, ...(isGuarded(fn.getText()) ? { guarded: true } : {}), ...(isPersonal(use.call.arguments[0]?.getText() ?? '') ? { personal: true } : {}), reaches }));
    });
  });
  return facts.sort((a, b) => comparePlaces(a.at, b.at));
}

/** Milliseconds: `set(k, v, 'EX', 60)`, `set(k, v, { EX: 60 })`, `setex(k, 60, v)`. */
function ttlOf(program: Program, { name, call }: Use): CacheFillFact['ttl'] | undefined {
  const read = (source: Source, factor: number): CacheFillFact['ttl'] | undefined => {
    const found = readValue(program.context, call, source);
    const number = found && asNumber(found.value);
    return found && (number === undefined ? { unknown: 'ttl', at: placeOf(found.at) } : { value: number * factor, at: placeOf(found.at) });
  };
  if (/^(?:setex|setEx)$/.test(name)) return read(argument(1), 1000);
  if (/^(?:psetex|pSetEx)$/.test(name)) return read(argument(1), 1);
  if (name !== 'set') return undefined;
  const mode = plainTextAt(program, call.arguments[2], call.frame)?.toUpperCase();
  if (mode === 'EX' || mode === 'PX') return read(argument(3), mode === 'EX' ? 1000 : 1);
  return read(option('EX', 2), 1000) ?? read(option('PX', 2), 1);
}

const plainTextAt = ({ context }: Program, node: ts.Expression | undefined, frame: Use['call']['frame']): string | undefined => (node ? plainText(context.value(node, frame)) : undefined);
