import type { Candidate } from './candidates.js';
import type { LinkedStack } from './world.js';

/** Host names under which the system's own routes publish components: `https://shop.example.com` in a service's environment. */
export type PublicHosts = ReadonlyMap<string, readonly Candidate[]>;

export function findPublicHosts(stacks: readonly LinkedStack[]): PublicHosts {
  const hosts = new Map<string, Set<Candidate>>();
  for (const stack of stacks)
    for (const route of stack.objects.routes)
      for (const backend of route.backends) {
        if (backend.mirror) continue;
        const answer = stack.names(backend.ref.name, { namespace: stack.objects.namespaceOf({ ...route.ref, ...(backend.ref.namespace ? { namespace: backend.ref.namespace } : {}) }) });
        if (answer?.is !== 'components') continue;
        for (const host of backend.host ? [backend.host] : route.hosts) {
          const known = hosts.get(host.toLowerCase()) ?? new Set();
          for (const candidate of answer.candidates) known.add(candidate);
          hosts.set(host.toLowerCase(), known);
        }
      }
  // A host whose paths lead to different components names none of them.
  return new Map([...hosts].filter(([host, candidates]) => !host.startsWith('*') && new Set([...candidates].map((c) => c.name)).size === 1).map(([host, candidates]) => [host, [...candidates]]));
}
