import type { Fact, WorkloadFact } from '../../facts/types.js';
import { knownOf, type Known } from '../../facts/value.js';

/** The service whose network a service shares: `network_mode: service:NAME`. */
export type NetworkOf = (service: string) => string | undefined;

/**
 * A sidecar of Dapr is a service of its own in Compose, and a part of the program that it runs beside: it becomes a container of
 * that, with the annotations that would have asked for it in Kubernetes. https://docs.dapr.io/operations/hosting/self-hosted/self-hosted-with-docker/
 */
export function withSidecars(facts: readonly Fact[], networkOf: NetworkOf): readonly Fact[] {
  const workloads = facts.filter((fact) => fact.kind === 'workload');
  const sidecars = new Map<WorkloadFact, Sidecar[]>();
  const folded = new Set<Fact>();
  for (const fact of workloads) {
    const app = appOf(fact);
    const owner = app && workloads.find(({ ref }) => ref.name === (networkOf(fact.ref.name) ?? app.address));
    if (!app || !owner || owner === fact) continue;
    sidecars.set(owner, [...(sidecars.get(owner) ?? []), { fact, id: app.id }]);
    folded.add(fact);
  }
  return facts.filter((fact) => !folded.has(fact)).map((fact) => (fact.kind === 'workload' ? (sidecars.get(fact) ?? []).reduce(withSidecar, fact) : fact));
}

interface Sidecar {
  readonly fact: WorkloadFact;
  readonly id: Known<string> | undefined;
}

/** What a container that starts `daprd` is told: its program's app id, and where that listens. */
function appOf({ containers }: WorkloadFact): { readonly id: Known<string> | undefined; readonly address: string | undefined } | undefined {
  const words = containers.flatMap(({ command, args }) => [...command, ...args]);
  const isSidecar = containers.some(({ image }) => /(?:^|\/)daprd(?::|@|$)/.test(knownOf(image) ?? '')) || words.some((word) => /(?:^|\/)daprd$/.test(knownOf(word) ?? ''));
  return isSidecar ? { id: flag(words, 'app-id'), address: flag(words, 'app-channel-address')?.value } : undefined;
}

/** `--app-id orders`, `-app-id=orders`. */
function flag(words: readonly (Known<string> | { readonly unknown: string })[], name: string): Known<string> | undefined {
  for (const [i, word] of words.entries()) {
    const [, inline] = 'value' in word ? (new RegExp(`^--?${name}(?:=(.+))?$`).exec(word.value) ?? [undefined, null]) : [undefined, null];
    if (inline === null || !('value' in word)) continue;
    const next = words[i + 1];
    return inline !== undefined ? { value: inline, at: word.at } : next && 'value' in next ? next : undefined;
  }
  return undefined;
}

/** The sidecar's names reach the program's network, and who waits for the one waits for the other. */
function withSidecar(owner: WorkloadFact, { fact, id }: Sidecar): WorkloadFact {
  const [own, other] = [owner.compose!, fact.compose!];
  return {
    ...owner,
    podAnnotations: { ...owner.podAnnotations, ...(id === undefined ? {} : { 'dapr.io/app-id': { value: id.value, at: id.at } }) },
    containers: [...owner.containers, ...fact.containers.map((container) => ({ ...container, role: 'sidecar' as const }))],
    volumes: [...owner.volumes, ...fact.volumes],
    compose: { ...own, names: [...own.names, ...other.names], dependsOn: [...own.dependsOn, ...other.dependsOn.filter(({ service }) => service !== owner.ref.name && !own.dependsOn.some((d) => d.service === service))] },
  };
}
