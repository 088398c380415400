import type { Place } from '../facts/place.js';
import { showTemplate, type Template } from '../facts/template.js';
import type { ClientFact } from '../facts/types.js';
import { ofKind } from './facts.js';
import type { Evidence, Mechanism } from '../graph/document.js';
import { addressesIn, HOLE, isEmbedded, isIpAddress, isLoopback, type Address } from './address.js';
import { askedOfSidecar, blockClients, blockIn, declaredSubscriptions } from './building-blocks.js';
import type { Candidate } from './candidates.js';
import { evidence } from './evidence.js';
import { fill, isConfigured, isOnlyProperty, isWritten, type Lookup } from './fill.js';
import { kindTowards } from './kinds.js';
import type { MeaningAsker } from './meaning.js';
import type { Tools } from './tools.js';
import type { LinkedStack, World } from './world.js';

/**
 * The join of code and manifest: a client's target, filled with the environment that each stack gives the component that runs
 * it, resolved as that stack resolves names.
 */
export function followClients(tools: Tools): void {
  const runners = runnersOf(tools.world);
  const placed = placedClients(ofKind(tools.facts, 'client'));
  const uses = ofKind(tools.facts, 'client').flatMap((client) => [...new Set(client.packages.flatMap((root) => runners.get(root) ?? []))].map((runner) => ({ client, runner, vagueness: vagueness(client, runner, tools) })));
  // A number or a default then means what others call by its name.
  for (const { client, runner } of uses.sort((a, b) => a.vagueness - b.vagueness)) followClient(client, runner, tools, placed);
  for (const { client, stack, candidate } of declaredSubscriptions(tools)) followClient(client, { stack, candidate }, tools, placed);
}

/** Programs, with what is spoken, of which a client says where it leads. */
const placedClients = (clients: readonly ClientFact[]): ReadonlySet<string> =>
  new Set(clients.filter(({ targets }) => targets.some(isNamed)).flatMap(({ packages, protocol }) => packages.map((root) => `${root}\u0000${protocol}`)));

/** The configuration says where it leads. */
const isNamed = (target: Template): boolean => target.some((part) => 'env' in part || 'property' in part);

/** 0 for a host's name, 1 for a number, 2 for what a library takes when nobody says. */
function vagueness({ targets }: ClientFact, { stack, candidate }: Runner, { variables }: Tools): number {
  const lookup = variables.lookup(stack, candidate);
  const written = targets.filter((target) => isWritten(target, lookup));
  if (written.length === 0) return 2;
  return written.some((target) => addressesIn(fill(target, lookup)).some(({ host }) => !isLoopback(host) && !isIpAddress(host))) ? 0 : 1;
}

export interface Runner {
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

/** A client in one process of one stack. */
interface Use extends Runner {
  readonly client: ClientFact;
  readonly from: string;
  readonly lookup: Lookup;
  readonly how: Evidence;
  readonly tools: Tools;
  /** Programs, with what is spoken, of which a client says where it leads. */
  readonly placed: ReadonlySet<string>;
}

function followClient(client: ClientFact, runner: Runner, tools: Tools, placed: ReadonlySet<string>): void {
  const { stack, candidate } = runner;
  const use: Use = { ...runner, client, tools, placed, from: tools.world.idOf.get(candidate)!, lookup: tools.variables.lookup(stack, candidate), how: evidence(client.at, mechanismAt(client.at), client.library) };
  if (isSwitchedOff(use)) return;
  const partly = candidate.packages.some((p) => p.otherCommand && client.packages.includes(p.root));
  const { apps, blocks } = askedOfSidecar(client);
  for (const app of apps) followAddress({ host: app, form: 'bare' }, app, true, use);
  for (const block of blocks) followBlock(block, block, use);
  if (apps.length + blocks.length + client.targets.length === 0) return followNature(use);
  for (const target of apps.length + blocks.length > 0 ? [] : client.targets) {
    // Of code that may not run here, only what this component's environment is set up for counts.
    if (partly && (target.every((part) => 'text' in part) || !isConfigured(target, use.lookup))) continue;
    followTarget(target, use);
  }
}

/** Where the code that calls says nothing of an address, only what the client speaks can lead anywhere. */
function followNature(use: Use): void {
  const meant = use.client.calls.length > 0 ? use.tools.meanings.of(use.client, undefined, asking(use, false)) : undefined;
  if (meant !== undefined) link(meant, [], use);
}

/** By what the program's configuration and this stack's environment say together. */
const isSwitchedOff = ({ client, lookup }: Use): boolean =>
  (client.offWhenFalse ?? []).some((properties) => properties.every((property) => fill([{ property }], lookup).trim().toLowerCase() === 'false'));

function followTarget(target: Template, use: Use): void {
  const { client, tools, lookup } = use;
  const expression = showTemplate(target);
  const taught = tools.config.targets.find((t) => t.expression === expression && (t.file === undefined || t.file === client.at.file));
  if (taught) return link(taught.component, [], use);
  const text = fill(target, lookup);
  if (isEmbedded(text)) return;
  const block = blockIn(client, text);
  if (block !== undefined) return followBlock(block, expression, use);
  const written = client.inUse === true || isWritten(target, lookup);
  const addresses = text === HOLE ? [] : addressesIn(text);
  for (const address of addresses.flatMap((one) => listedServers(one, use)))
    if (address.host === HOLE && isAnybodys(target, use)) giveUp(expression, 'the host is not known from what is committed', use);
    else followAddress(address, expression, written, use);
  if (addresses.length > 0) return;
  const meant = isAnybodys(target, use) ? undefined : tools.meanings.of(client, undefined, asking(use, written));
  if (meant !== undefined) link(meant, [], use);
  // Nobody configured it, and no default says where it would be: the client is there and not used.
  else if (written || !isOnlyProperty(target)) giveUp(expression, text.includes(HOLE) ? 'the host is not known from what is committed' : 'this is no address', use);
}

/** An address that is handed in at run time, where the program's configuration says of another such client where that one leads. */
const isAnybodys = (target: Template, { client, candidate, placed }: Use): boolean =>
  target.some((part) => 'unknown' in part) && !isNamed(target) && candidate.packages.some(({ root }) => client.packages.includes(root) && placed.has(`${root}\u0000${client.protocol}`));

/** `cart.ribbon.listOfServers`: where a client that balances by itself finds `cart`, when no registry says it. */
function listedServers(address: Address, { lookup, client }: Use): readonly Address[] {
  if (client.protocol !== 'http' || address.host.includes('.') || address.host.includes(HOLE)) return [address];
  const listed = [`${address.host}.ribbon.listOfServers`, `spring.cloud.discovery.client.simple.instances.${address.host}[0].uri`].map((name) => lookup('property', name)).find((value) => value !== undefined);
  const servers = listed === undefined ? [] : addressesIn(fill(listed, lookup));
  return servers.length > 0 ? servers : [address];
}

/** A sidecar stands between: the program names a building block, and its declaration what is behind. */
function followBlock(name: string, expression: string, use: Use): void {
  const through = blockClients(name, use.client, use.stack, use.candidate, use.tools);
  if (through === undefined) return giveUp(expression, `no component of Dapr is called ${name.includes(HOLE) ? 'so' : name}`, use);
  for (const { client, targets } of through) for (const target of targets) followTarget(target, { ...use, client });
}

function followAddress(address: Address, expression: string, written: boolean, use: Use): void {
  const { client, stack, candidate, how, tools } = use;
  const { namespace, fact: workload } = candidate.workloads[0] ?? { namespace: 'default', fact: undefined };
  const resolved = tools.resolve(address, { stack, from: candidate, namespace, ...(workload ? { workload } : {}), evidence: how, at: client.targetAt, outside: address.form !== 'bare', loopback: true });
  const reached = resolved.is === 'components' && !((isLoopback(address.host) || isIpAddress(address.host)) && resolved.ids.some((to) => tools.meanings.contradicts(client, to))) ? resolved : undefined;
  if (reached) return reached.ids.forEach((to) => link(to, reached.evidence, use, address.scheme));
  const meant = tools.meanings.of(client, address, asking(use, written));
  if (meant !== undefined) return link(meant, [], use);
  // A name that the code itself writes, and that only the cluster could know.
  if (resolved.is === 'missing' && workload?.platform === 'kubernetes' && written && address.form === 'url')
    tools.collected.dangling.push({ stack: stack.facts.stack.id, object: { kind: workload.ref.kind, name: workload.ref.name, namespace }, component: use.from, target: resolved.target, ...(resolved.suggestion ? { suggestion: resolved.suggestion } : {}), at: client.targetAt });
  giveUp(expression, resolved.is === 'missing' ? `nothing is called ${resolved.target}` : resolved.is === 'unknown' ? resolved.why : `what listens on ${address.host}:${address.port} is something else`, use);
}

const asking = ({ stack, candidate, how }: Use, written: boolean): MeaningAsker => ({ stack, from: candidate, written, evidence: how });

const giveUp = (expression: string, why: string, { from, how, tools }: Use): void => void tools.collected.unresolved.push({ from, expression, why, evidence: how });

function link(to: string, more: readonly Evidence[], { client, from, stack, how, tools }: Use, scheme = client.protocol, listed?: true): void {
  if (to === from) return;
  const { collected, profile } = tools;
  collected.clientTargets.set(client.id, (collected.clientTargets.get(client.id) ?? new Set<string>()).add(to));
  collected.spoken.set(to, (collected.spoken.get(to) ?? new Set<string>()).add(scheme));
  const kind = client.dependency === 'calls' ? kindTowards(profile, from, to) : client.dependency;
  collected.edges.push({ from, to, kind, phase: client.phase, strength: client.strength, by: 'code', protocol: client.protocol, stack: stack.facts.stack.id, ...(listed ? { list: client.id } : {}), evidence: [how, ...placesOf(client), ...more] });
}

function placesOf(client: ClientFact): Evidence[] {
  const elsewhere = (at: Place) => at.line !== client.at.line || at.file !== client.at.file;
  return [
    // A shared factory takes the address as a parameter: the caller's line comes first, the factory's beside it.
    ...(elsewhere(client.targetAt) ? [evidence(client.targetAt, mechanismAt(client.targetAt), client.library)] : []),
    ...client.calls.filter((call) => elsewhere(call.at)).map((call) => evidence(call.at, 'code-call', [call.method, call.path].filter(Boolean).join(' ') || undefined)),
  ];
}

const BUILD_FILE = /(?:^|\/)(?:pom\.xml|[\w.-]*\.gradle(?:\.kts)?|package\.json|go\.mod|[\w.-]+\.csproj)$/;
const CONFIGURATION = /\.(?:ya?ml|properties|xml|json|toml|ini|conf)$/;

/** A client may be known from code, from its library on the class path, or from the program's configuration. */
const mechanismAt = ({ file }: Place): Mechanism => (BUILD_FILE.test(file) ? 'package' : CONFIGURATION.test(file) ? 'config-file' : 'code-call');
