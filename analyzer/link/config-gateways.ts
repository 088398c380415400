import { compareText } from '../facts/place.js';
import type { ConfigReferenceFact, Fact, PackageFact } from '../facts/types.js';
import { addressesIn, isLoopback } from './address.js';
import type { Candidate } from './candidates.js';
import { configReadings } from './config-readers.js';
import { evidence } from './evidence.js';
import { ofKind } from './facts.js';
import { fill } from './fill.js';
import type { Objects } from './objects.js';
import type { StackFacts } from './stacks.js';

/** What runs none of the team's code and is told where to pass requests on is a gateway, whatever its image. */
export function withGateways(candidates: readonly Candidate[], stack: StackFacts, objects: Objects, facts: readonly Fact[]): Candidate[] {
  return candidates.map((candidate) => {
    if (candidate.kind !== 'service' || candidate.technology !== undefined || candidate.packages.length > 0 || candidate.workloads.length === 0) return candidate;
    const proxy = configReadings({ candidate, stack, objects }, facts).find(({ fact }) => fact.proxy === true && upstreams(fact).some((host) => !isLoopback(host.split(':')[0]!)));
    return proxy === undefined ? candidate : { ...candidate, kind: 'gateway' };
  });
}

/**
 * Proxies of a system that nothing deploys: configuration that leads to at least two of its parts can only be meant for the
 * server in front of it. One product is one gateway, however many files it has.
 */
export function looseGateways(packages: readonly PackageFact[], facts: readonly Fact[]): Candidate[] {
  const names = new Set(packages.flatMap((p) => [p.name, p.root.slice(p.root.lastIndexOf('/') + 1)]));
  const ofSystem = (host: string): boolean => (isLoopback(host.split(':')[0]!) ? host.includes(':') : names.has(host.split(':')[0]!));
  const byProduct = new Map<string, ConfigReferenceFact[]>();
  for (const fact of ofKind(facts, 'config-reference')) if (fact.proxy && fact.technology && !fact.configMap) byProduct.set(fact.technology, [...(byProduct.get(fact.technology) ?? []), fact]);
  return [...byProduct].sort(([a], [b]) => compareText(a, b)).flatMap(([technology, files]) => {
    if (new Set(files.flatMap(upstreams).filter(ofSystem)).size < 2) return [];
    const folders = files.map(({ path }) => path.split('/').at(-2)).filter((name) => name !== undefined);
    const proofs = files.map((fact) => evidence(fact.at, 'config-file', `${technology} configuration`));
    return [{ stack: 'code', name: technology, kind: 'gateway' as const, technology, names: new Set([technology, ...folders]), workloads: [], evidence: proofs, packages: [] }];
  });
}

/** `host:port` of each address, as far as the file itself tells. */
const upstreams = (fact: ConfigReferenceFact): string[] =>
  fact.targets.flatMap((target) => addressesIn(fill(target.address, () => undefined))).map(({ host, port }) => (port === undefined ? host : `${host}:${port}`));
