import type { Place } from '../facts/place.js';
import { showTemplate } from '../facts/template.js';
import type { ClientFact } from '../facts/types.js';
import type { TargetConfig } from '../config/config.js';
import type { Mechanism } from '../graph/document.js';
import { addressesIn, HOLE, isEmbedded } from './address.js';
import type { Candidate } from './candidates.js';
import type { Collected } from './collect.js';
import { evidence } from './evidence.js';
import { fill, isConfigured, isOnlyProperty, isWritten } from './fill.js';
import type { Meanings } from './meaning.js';
import type { Resolver } from './resolve.js';
import { kindTowards, type Profile } from './kinds.js';
import type { Variables } from './variables.js';
import type { LinkedStack, World } from './world.js';

/**
 * The join of code and manifest: a client's target, filled with the environment that each stack gives the component that runs
 * it, resolved as that stack resolves names.
 */
export function followClients(world: World, clients: readonly ClientFact[], variables: Variables, resolve: Resolver, profile: Profile, taught: readonly TargetConfig[], collected: Collected, meanings: Meanings): void {
  const runners = runnersOf(world);
  for (const client of clients)
    for (const { stack, candidate } of new Set(client.packages.flatMap((root) => runners.get(root) ?? []))) followClient(world, stack, candidate, client, variables, resolve, profile, taught, collected, meanings);
}

interface Runner {
  readonly stack: LinkedStack;
  readonly candidate: Candidate;
}

export function runnersOf(world: World): ReadonlyMap<string, readonly Runner[]> {
  const runners = new Map<string, Runner[]>();
  for (const stack of world.stacks)
    for (const candidate of stack.candidates)
      for (const link of candidate.packages) runners.set(link.root, [...(runners.get(link.root) ?? []), { stack, candidate }]);
  return runners;
}

function followClient(world: World, stack: LinkedStack, candidate: Candidate, client: ClientFact, variables: Variables, resolve: Resolver, profile: Profile, taught: readonly TargetConfig[], collected: Collected, meanings: Meanings): void {
  const from = world.idOf.get(candidate)!;
  const lookup = variables.lookup(stack, candidate);
  const how = evidence(client.at, mechanismAt(client.at), client.library);
  const elsewhere = (at: Place) => at.line !== client.at.line || at.file !== client.at.file;
  const calls = [
    // A shared factory takes the address as a parameter: the caller's line comes first, the factory's beside it.
    ...(elsewhere(client.targetAt) ? [evidence(client.targetAt, mechanismAt(client.targetAt), client.library)] : []),
    ...client.calls.filter((call) => elsewhere(call.at)).map((call) => evidence(call.at, 'code-call', [call.method, call.path].filter(Boolean).join(' ') || undefined)),
  ];
  const namespace = candidate.workloads[0]?.namespace ?? 'default';
  const workload = candidate.workloads[0]?.fact;
  const link = (to: string, more: readonly ReturnType<typeof evidence>[]) => {
    if (to === from) return;
    const targets = collected.clientTargets.get(client.id) ?? new Set();
    collected.clientTargets.set(client.id, targets.add(to));
    const kind = client.dependency === 'calls' ? kindTowards(profile, from, to) : client.dependency;
    collected.edges.push({ from, to, kind, phase: client.phase, strength: client.strength, by: 'code', protocol: client.protocol, stack: stack.facts.stack.id, evidence: [how, ...calls, ...more] });
  };
  const partly = candidate.packages.some((p) => p.otherCommand && client.packages.includes(p.root));
  for (const target of client.targets) {
    // Of code that may not run here, only what this component's environment is set up for counts.
    if (partly && (target.every((part) => 'text' in part) || !isConfigured(target, lookup))) continue;
    const expression = showTemplate(target);
    const known = taught.find((t) => t.expression === expression && (t.file === undefined || t.file === client.at.file));
    if (known) {
      link(known.component, []);
      continue;
    }
    const text = fill(target, lookup);
    const addresses = isEmbedded(text) || text === HOLE ? [] : addressesIn(text);
    const written = isWritten(target, lookup);
    if (addresses.length === 0) {
      const meant = isEmbedded(text) ? undefined : meanings.of(client, undefined, { stack, from: candidate, written, evidence: how });
      if (meant !== undefined) link(meant, []);
      // Nobody configured it, and no default says where it would be: the client is there and not used.
      else if (!isEmbedded(text) && (written || !isOnlyProperty(target))) collected.unresolved.push({ from, expression, why: text.includes(HOLE) ? 'the host is not known from what is committed' : 'this is no address', evidence: how });
    }
    for (const address of addresses) {
      const resolved = resolve(address, { stack, from: candidate, namespace, ...(workload ? { workload } : {}), evidence: how, at: client.targetAt, outside: address.form !== 'bare', loopback: true });
      const meant = resolved.is === 'components' ? undefined : meanings.of(client, address, { stack, from: candidate, written, evidence: how });
      if (resolved.is === 'components') for (const to of resolved.ids) link(to, resolved.evidence);
      else if (meant !== undefined) link(meant, []);
      else collected.unresolved.push({ from, expression, why: resolved.is === 'missing' ? `nothing is called ${resolved.target}` : resolved.why, evidence: how });
    }
  }
}

const BUILD_FILE = /(?:^|\/)(?:pom\.xml|[\w.-]*\.gradle(?:\.kts)?|package\.json|go\.mod|[\w.-]+\.csproj)$/;
const CONFIGURATION = /\.(?:ya?ml|properties|xml|json|toml|ini|conf)$/;

/** A client may be known from code, from its library on the class path, or from the program's configuration. */
const mechanismAt = ({ file }: Place): Mechanism => (BUILD_FILE.test(file) ? 'package' : CONFIGURATION.test(file) ? 'config-file' : 'code-call');
