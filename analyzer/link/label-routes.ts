import type { Place } from '../facts/place.js';
import { isKnown } from '../facts/value.js';
import type { WorkloadFact } from '../facts/types.js';
import type { Candidate } from './candidates.js';
import { evidence } from './evidence.js';
import type { Tools } from './tools.js';
import type { LinkedStack } from './world.js';

/**
 * Proxies that watch the container engine route to whoever says so in its own labels or environment: Traefik's routers, the
 * `VIRTUAL_HOST` of nginx-proxy, the labels of caddy-docker-proxy. The proof is the label, at its place.
 */
export function followLabelRoutes(tools: Tools): void {
  for (const stack of tools.world.stacks) if (stack.facts.stack.kind === 'compose') for (const proxy of stack.candidates.filter(watchesEngine)) followProxy(proxy, stack, tools);
}

function followProxy(proxy: Candidate, stack: LinkedStack, { world, collected }: Tools): void {
  const from = world.idOf.get(proxy)!;
  for (const candidate of stack.candidates)
    for (const { fact } of candidate.workloads) {
      const asked = REQUESTS[proxy.technology!]!(fact);
      if (asked === undefined || candidate === proxy) continue;
      collected.edges.push({ from, to: world.idOf.get(candidate)!, kind: 'routes', phase: 'request', strength: 'hard', by: 'manifest', protocol: 'http', stack: stack.facts.stack.id, evidence: [evidence(asked.at, 'route', asked.note)] });
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
