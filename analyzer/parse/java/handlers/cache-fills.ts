import { comparePlaces } from '../../../facts/place.js';
import type { CacheFillFact, ClientFact } from '../../../facts/types.js';
import { isPersonal } from '../../cache-guards.js';
import { reachesFrom } from '../../source/reach.js';
import { textOf, placeOf } from '../../source/index.js';
import { annotationOf } from '../code/model.js';
import type { Program } from '../code/program.js';
import { durationOf } from '../code/resilience.js';
import { duration } from '../spring/properties.js';
import { settingOf, type Service } from '../spring/service.js';
import { stepsOf, waysOf } from './reach.js';

const MARKS = /@Cacheable\b/;

/** Methods that Spring's cache stands in front of: without `sync` everybody loads who comes while an entry is missing. */
export function cacheFills(program: Program, services: readonly Service[], clients: readonly ClientFact[]): CacheFillFact[] {
  const ways = waysOf(program, program.matching(MARKS, new Set(services.flatMap(({ module }) => [module.root, ...module.uses]))));
  return services.flatMap((service) => {
    const { root, uses } = service.module;
    const own = clients.filter(({ packages }) => packages.includes(root));
    const cache = own.find(({ dependency, library }) => dependency === 'caches' && library === 'lettuce')?.id;
    const ttl = ttlOf(service, program);
    const files = ttl ? program.matching(MARKS, new Set([root, ...uses])) : [];
    const steps = stepsOf(program, ways, own);
    return files.flatMap((file) => file.types.flatMap((type) => type.methods.flatMap((method): CacheFillFact[] => {
      const cached = annotationOf(method.annotations, 'Cacheable');
      if (!cached || !method.body || !ttl) return [];
      const [sync, key] = [cached.values.get('sync'), cached.values.get('key')];
      return [{ kind: 'cache-fill', package: root, ...(cache === undefined ? {} : { of: cache }), at: cached.at, ttl, ...(sync && textOf(sync) === 'true' ? { guarded: true } : {}), ...(key && isPersonal(textOf(key)) ? { personal: true } : {}), reaches: reachesFrom(method.node, steps).filter(({ client }) => client !== cache) }];
    })));
  }).sort((a, b) => comparePlaces(a.at, b.at));
}

/** How long entries live: of Redis by property or `entryTtl`, of Caffeine by its specification. */
function ttlOf(service: Service, program: Program): CacheFillFact['ttl'] | undefined {
  const entry = settingOf(service, ['spring.cache.redis.time-to-live', 'spring.cache.caffeine.spec']);
  const raw = entry && (/expireAfterWrite=(\w+)/.exec(entry.raw)?.[1] ?? entry.raw.trim());
  const value = raw === undefined ? undefined : duration(raw);
  if (entry) return value === undefined ? { unknown: 'ttl', at: entry.at } : { value, at: entry.at };
  const lives = program.callsOf('entryTtl').filter(({ call, file }) => call.arguments[0] && (file.module === service.module.root || service.module.uses.includes(file.module)));
  const [first, ...others] = lives.map(({ call, file }) => ({ given: call.arguments[0]!, value: durationOf(call.arguments, { program, file }, 'milliseconds') }));
  if (!first) return undefined;
  // Each cache may have its own, and which is which is not read.
  const agreed = first.value !== undefined && others.every(({ value: other }) => other === first.value);
  return agreed ? { value: first.value!, at: placeOf(first.given) } : { unknown: textOf(first.given).slice(0, 80), at: placeOf(first.given) };
}
