import { push } from '../../../analyzer/facts/groups.js';
import type { CacheFillFact } from '../../../analyzer/facts/types.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import { mostReplicas } from '../../../analyzer/propagation/capacity.js';
import { defineRule, type RuleContext } from '../../define.js';
import { codeStacks, isService, shippedComponents } from '../../support/stacks.js';
import { count, duration } from '../../support/text.js';

type Options = { readonly minReplicas: number };

export const rule = defineRule({
  id: 'cache-stampede',
  theme: 'capacity',
  severity: 'warning',
  summary: 'When an entry of the cache runs out, everybody who wants it loads it at once.',
  rationale: `
A value that all ask for is in the cache for its time, and what it is loaded from sees nothing of the load. In the moment in which it
runs out, every request that comes until it is loaded again finds nothing and loads it, too: as many at once as there are requests in
that time, in all replicas. The slower that makes the source, the longer is that time, and the more come. Entries that were filled
together, after a restart, run out together.`,
  fix: `
Let one load while the others wait or get the old value: \`singleflight\` in Go, \`sync = true\` of Spring's \`@Cacheable\`, HybridCache in .NET,
a lock by \`SET key 1 NX PX\`. Add a random tenth to the time to live.`,
  limits: `
- Reported are functions that read from a cache, reach another component, and write to the cache for a time that is known; not those
  whose code speaks of a lock, a shared flight or chance. What stands around them in another function is not seen.
- Entries whose key names a person (a user, a session, a cart) are left out: no crowd asks for them.
- It is a warning where what is loaded is needed by others, too, and \`minReplicas\` replicas or more load it; else information.
- Known are Redis (ioredis, node-redis, redis-py, go-redis, StackExchange.Redis), the caches of ASP.NET and Spring's.`,
  references: ['https://redis.io/glossary/cache-stampede/', 'https://pkg.go.dev/golang.org/x/sync/singleflight', 'https://docs.spring.io/spring-framework/reference/integration/cache/annotations.html#cache-annotations-cacheable-synchronized'],
  needs: ['cache-fill'],
  options: { minReplicas: 3 },
  optionDocs: { minReplicas: 'Replicas of who loads from which on it is a warning.' },
  check(context) {
    for (const { id } of shippedComponents(context)) {
      const byTarget = new Map<string, CacheFillFact[]>();
      for (const fill of context.system.cacheFills(id)) {
        context.looked();
        if (fill.guarded || fill.personal || !isKnown(fill.ttl) || fill.ttl.value <= 0) continue;
        for (const target of loadedBy(context, id, fill)) push(byTarget, target, fill);
      }
      for (const [target, fills] of byTarget) report(context, id, target, fills);
    }
  },
});

/** Components that have to answer before the entry is there again. */
function loadedBy({ system }: RuleContext, id: string, { reaches, of }: CacheFillFact): readonly string[] {
  const caches = new Set(of === undefined ? [] : system.client(of)?.targets);
  const targets = reaches.flatMap(({ client }) => { const link = system.client(client); return link && (link.fact.dependency === 'calls' || link.fact.dependency === 'stores') ? link.targets : []; });
  return [...new Set(targets)].filter((target) => target !== id && !caches.has(target));
}

function report({ system, report: add, options, ...context }: RuleContext<Options>, id: string, target: string, fills: readonly CacheFillFact[]): void {
  const [first, ...others] = fills;
  const [name, source] = [system.component(id).name, system.component(target).name];
  const ranges = codeStacks(context).flatMap(({ workloads }) => workloads.filter(({ component, fact: { role } }) => component === id && role === 'serve').map(mostReplicas));
  const replicas = Math.max(0, ...ranges.map(({ low }) => low));
  const sharers = new Set(system.in(target).filter(({ from, phase }) => from !== id && phase === 'request' && isService(system.component(from))).map(({ from }) => from)).size;
  const isShared = sharers > 0 && replicas >= options.minReplicas;
  const life = isKnown(first!.ttl) ? duration(first!.ttl.value) : '';
  add({
    subject: { from: id, to: target },
    severity: isShared ? 'warning' : 'info',
    message: `each time an entry runs out after ${life}, every request of ${replicas >= options.minReplicas ? `the ${count(replicas, 'replica')} of ${name}` : name} that wants it asks ${source} at once${isShared ? `, which ${count(sharers, 'other component')} need${sharers === 1 ? 's' : ''}` : ''}: nothing lets one of them load it for all`,
    place: first!.at,
    related: others.map(({ at }) => ({ at, text: `another entry that is loaded from ${source}` })),
    fix: { text: `Let one request of ${name} load an entry while the others wait, and add a random part to its time to live.` },
  });
}
