import type { Place } from '../facts/place.js';
import { isKnown } from '../facts/value.js';
import type { WorkloadFact } from '../facts/types.js';
import type { Candidate } from './candidates.js';
import { evidence } from './evidence.js';
import type { Tools } from './tools.js';
import type { LinkedStack } from './world.js';

/**
 * Proxies that watch the container engine route to whoever says so in its own labels or environment: Traefik's routers, the
 * `VIRTUAL_HOST` of nginx-proxy, the labels of caddy-docker-proxy. The proof is the label, at its place. One engine runs many
 * Compose projects: with a network in common the proxy reaches theirs too.
 */
export function followLabelRoutes(tools: Tools): void {
  const projects = tools.world.stacks.filter((stack) => stack.facts.stack.kind === 'compose');
  for (const own of projects)
    for (const proxy of own.candidates.filter(watchesEngine))
      for (const stack of projects) followProxy(proxy, stack, stack === own ? undefined : networksOf(proxy), tools);
}

/** Networks of several projects have names; `default` is each project's own. */
const networksOf = ({ workloads }: Candidate): ReadonlySet<string> => new Set(workloads.flatMap(({ fact }) => fact.compose?.networks ?? []).filter((network) => network !== 'default'));

function followProxy(proxy: Candidate, stack: LinkedStack, shared: ReadonlySet<string> | undefined, { world, collected }: Tools): void {
  const from = world.idOf.get(proxy)!;
  for (const candidate of stack.candidates)
    for (const { fact } of candidate.workloads) {
      const asked = REQUESTS[proxy.technology!]!(fact);
      const to = world.idOf.get(candidate)!;
      if (asked === undefined || to === from || !(shared === undefined || fact.compose?.networks.some((network) => shared.has(network)))) continue;
      collected.edges.push({ from, to, kind: 'routes', phase: 'request', strength: 'hard', by: 'manifest', protocol: 'http', stack: stack.facts.stack.id, evidence: [evidence(asked.at, 'route', asked.note)] });
    }
}

/** It has the engine's socket, so it sees the others' labels. */
const watchesEngine = ({ technology, workloads }: Candidate): boolean =>
  technology !== undefined && technology in REQUESTS && workloads.some(({ fact }) => fact.volumes.some((v) => v.source?.endsWith('/docker.sock')) || fact.containers.some((c) => [...c.command, ...c.args].some((arg) => isKnown(arg) && /providers\.(?:docker|swarm)/i.test(arg.value))));

interface Request {
  readonly at: Place;
  readonly note: string;
}

/** How a container asks to be routed to, by proxy. */
const REQUESTS: Readonly<Record<string, (fact: WorkloadFact) => Request | undefined>> = {
  traefik: (fact) => (fact.annotations['traefik.enable']?.value === 'false' ? undefined : label(fact, /^traefik\.(?:(?:http|tcp|udp)\.routers\.|(?:[\w-]+\.)?frontend\.rule$|enable$)/)),
  nginx: (fact) => variable(fact, 'VIRTUAL_HOST'),
  caddy: (fact) => label(fact, /^caddy(?:_\d+)?$/),
};

function label({ annotations }: WorkloadFact, name: RegExp): Request | undefined {
  const key = Object.keys(annotations).sort().find((one) => name.test(one));
  return key === undefined ? undefined : { at: annotations[key]!.at, note: `label ${key.split('.').slice(0, 3).join('.')}` };
}

function variable({ containers }: WorkloadFact, name: string): Request | undefined {
  const found = containers.flatMap((c) => c.env).find((one) => one.name === name);
  return found && { at: found.at, note: `env ${name}` };
}
