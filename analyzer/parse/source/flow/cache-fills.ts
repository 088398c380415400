import { comparePlaces } from '../../../facts/place.js';
import type { CacheFillFact } from '../../../facts/types.js';
import { isGuarded, isPersonal } from '../../cache-guards.js';
import { setting, type SettingSource } from '../library.js';
import { placeOf, textOf } from '../node.js';
import type { Flow } from './evaluate.js';
import type { Client } from './facts.js';
import { functionOf, type Func } from './model.js';
import type { Reach } from './reach.js';
import { readSettings } from './settings.js';
import type { Use } from './uses.js';

interface Commands {
  readonly reads: RegExp;
  /** Where the time to live stands, by the name of the command. */
  readonly writes: Readonly<Record<string, readonly SettingSource[]>>;
}

const ttl = (source: SettingSource['source'], unit: 'seconds' | 'milliseconds'): SettingSource => setting('ttl', source, unit);

const COMMANDS: Readonly<Record<string, Commands>> = {
  'redis-py': { reads: /^(?:get|mget|hget|hgetall)$/, writes: { set: [ttl('ex', 'seconds'), ttl('px', 'milliseconds')], setex: [ttl('time', 'seconds'), ttl(1, 'seconds')], psetex: [ttl(1, 'milliseconds')] } },
  'go-redis': { reads: /^(?:Get|MGet|HGet|HGetAll)$/, writes: { Set: [ttl(3, 'milliseconds')], SetEx: [ttl(3, 'milliseconds')], SetEX: [ttl(3, 'milliseconds')] } },
};

/** Functions that read from a cache, ask somebody else, and write to the cache for a time. */
export function cacheFills(flow: Flow, clients: readonly Client[], reach: Reach, packagesOf: (file: string) => readonly string[]): CacheFillFact[] {
  const facts = clients.flatMap(({ fact, uses }) => {
    const commands = Object.hasOwn(COMMANDS, fact.library) ? COMMANDS[fact.library] : undefined;
    const reading = new Set(uses.filter(({ called }) => commands?.reads.test(called)).map((use) => functionOf(use.expression.scope)));
    return commands === undefined ? [] : uses.flatMap((use): CacheFillFact[] => {
      const fn = functionOf(use.expression.scope);
      const [root] = packagesOf(use.expression.node.source.file);
      const written = lifeOf(flow, use, commands);
      if (!fn || !written || root === undefined || !reading.has(fn)) return [];
      return [{ kind: 'cache-fill', package: root, of: fact.id, at: placeOf(use.expression.node), ttl: written, ...(isGuarded(codeOf(fn)) ? { guarded: true } : {}), ...(isPersonal(textOf(use.expression.node)) ? { personal: true } : {}), reaches: reach(fn).filter(({ client }) => client !== fact.id) }];
    });
  });
  return [...new Map(facts.map((fact) => [JSON.stringify([fact.package, fact.at]), fact])).values()].sort((a, b) => comparePlaces(a.at, b.at));
}

const codeOf = ({ node }: Func): string => textOf(node);

function lifeOf(flow: Flow, use: Use, { writes }: Commands): CacheFillFact['ttl'] | undefined {
  const sources = Object.hasOwn(writes, use.called) ? writes[use.called]! : [];
  const value = readSettings(flow, use, sources)[0]?.value;
  return value === undefined ? undefined : 'value' in value && typeof value.value === 'number' ? { value: value.value, at: value.at } : { unknown: 'ttl', at: value.at };
}
