import { showTemplate } from '../facts/template.js';
import type { Fact, PackageFact } from '../facts/types.js';
import type { Candidate } from './candidates.js';
import { evidence } from './evidence.js';
import { ofKind } from './facts.js';

const KINDS: Readonly<Record<NonNullable<PackageFact['provides']>['kind'], Pick<Candidate, 'kind' | 'role'>>> = {
  gateway: { kind: 'gateway' },
  discovery: { kind: 'discovery', role: 'discovery' },
  'config-server': { kind: 'config-server', role: 'config-server' },
  monitoring: { kind: 'other', role: 'monitoring' },
  identity: { kind: 'service', role: 'identity' },
  'load-generator': { kind: 'other', role: 'load-generator' },
};

/** What the source that a candidate runs says of it: the names it registers under, and that it is a registry, a gateway ... */
export function describeByPackages(candidates: readonly Candidate[], facts: readonly Fact[]): void {
  const packages = new Map(ofKind(facts, 'package').map((p) => [p.root, p]));
  for (const candidate of candidates)
    for (const { root } of candidate.packages) {
      const source = packages.get(root);
      const registered = source?.names?.map(({ name }) => showTemplate(name)) ?? [];
      for (const name of registered) candidate.names.add(name);
      if (registered.length > 0) candidate.registered = new Set([...(candidate.registered ?? []), ...registered.map((name) => name.toLowerCase())]);
      if (!source?.provides || candidate.technology !== undefined) continue;
      Object.assign(candidate, KINDS[source.provides.kind]);
      candidate.evidence.push(evidence(source.provides.at, 'package', source.provides.kind));
    }
}
