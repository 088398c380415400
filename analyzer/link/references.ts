import { isKnown, type Known } from '../facts/value.js';
import { showTemplate } from '../facts/template.js';
import { formatPlace, type Place } from '../facts/place.js';
import type { Container, ServiceFact } from '../facts/types.js';
import type { Evidence, Mechanism } from '../graph/document.js';
import { addressesIn, addressesInText, HOLE, type Address } from './address.js';
import type { Candidate } from './candidates.js';
import { hintOf } from './env-names.js';
import { evidence } from './evidence.js';
import { fill, fromVariables, type Lookup } from './fill.js';
import { recognised } from './config-files.js';
import { kindTowards } from './kinds.js';
import type { LinkedWorkload } from './objects.js';
import { sharedFiles, type SharedFiles } from './shared-files.js';
import type { Tools } from './tools.js';
import type { Variable } from './variables.js';
import type { LinkedStack } from './world.js';

/** Who refers: one container of one workload, and what following its references needs. */
interface Referrer {
  readonly id: string;
  readonly stack: LinkedStack;
  readonly candidate: Candidate;
  readonly workload: LinkedWorkload;
  readonly phase: 'request' | 'startup';
  readonly tools: Tools;
  /** Places of ConfigMap entries that a parser read by their format. */
  readonly recognised: ReadonlySet<string>;
  readonly shared: SharedFiles;
}

/** Follows what manifests hand to containers: environment, arguments, mounted configuration. */
export function followManifests(tools: Tools): void {
  const { world } = tools;
  const read = recognised(tools.facts);
  const shared = sharedFiles(world, tools.facts);
  for (const stack of world.stacks)
    for (const candidate of stack.candidates)
      for (const workload of candidate.workloads)
        for (const container of workload.fact.containers)
          followContainer(container, { id: world.idOf.get(candidate)!, stack, candidate, workload, phase: container.role === 'init' ? 'startup' : 'request', tools, recognised: read, shared });
}

function followContainer(container: Container, referrer: Referrer): void {
  const { stack, workload, tools } = referrer;
  const own = tools.variables.ofContainer(stack, workload, container);
  const lookup = fromVariables(new Map(own.map((v) => [v.name, v.value])));
  for (const variable of own) followVariable(variable, fill(variable.value, lookup), referrer);
  for (const value of [...container.command, ...container.args]) if (isKnown(value)) followText(expand(value.value, lookup), value.at, 'args', 'argument', referrer);
  followReplication([...container.command, ...container.args].filter(isKnown), lookup, referrer);
  for (const mount of container.mounts) followMounted(mount.volume, referrer);
}

/** `redis-server --replicaof cache-main 6379`: host and port stand apart, in one argument or in several. */
function followReplication(values: readonly Known<string>[], lookup: Lookup, referrer: Referrer): void {
  const words = values.flatMap(({ value, at }) => expand(value, lookup).split(/\s+/).map((text) => ({ text, at })));
  for (const [i, { text }] of words.entries()) {
    const [host, port] = [words[i + 1], Number(words[i + 2]?.text)];
    if (/^--(?:replicaof|slaveof)$/.test(text) && host && port > 0) follow({ host: host.text, port, form: 'host-port' }, { at: host.at, how: evidence(host.at, 'args', 'replication source'), outside: false }, referrer);
  }
}

/** `$(VAR)` in a command. https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/ */
const expand = (text: string, lookup: Lookup): string => text.replace(/\$\(([A-Za-z_]\w*)\)/g, (_, name: string) => fill([{ env: name }], lookup));

function followVariable({ name, value, at, mechanism, file }: Variable, text: string, referrer: Referrer): void {
  const hint = hintOf(name);
  if (hint.name || (file !== undefined && !referrer.shared.isMeant(referrer.candidate, file, name))) return;
  for (const address of addressesIn(text)) {
    if (address.form === 'bare' && (!hint.address || hint.label)) continue;
    if (address.form === 'host-port' && !hint.address && !isOwnName(address, referrer)) continue;
    // Only an address that cannot be meant otherwise says that something is missing when nothing answers to it.
    const expected = !hint.label && (address.form === 'url' || (address.form === 'host-port' && hint.address));
    follow(address, { at, how: evidence(at, mechanism, `env ${name}`), outside: address.form !== 'bare' && !hint.label, ...(file === undefined ? {} : { file, variable: name }), ...(expected ? { expected: showTemplate(value) } : {}) }, referrer);
  }
}

/** `cache:6379` in a variable called MODE: an address only if the stack has that name. */
const isOwnName = (address: Address, { stack, workload }: Referrer): boolean => stack.names(address.host, { namespace: workload.namespace, workload: workload.fact })?.is === 'components';

/** Free text proves a dependency only where it names a component of the system. */
function followText(text: string, at: Place, mechanism: Mechanism, note: string, referrer: Referrer): void {
  for (const address of addressesInText(text)) follow(address, { at, how: evidence(at, mechanism, note), outside: false }, referrer);
}

function followMounted(volume: string, referrer: Referrer): void {
  const { stack, workload, tools, recognised: read } = referrer;
  const source = workload.fact.volumes.find((v) => v.name === volume && (v.kind === 'configMap' || v.kind === 'projected'))?.source;
  const config = source === undefined ? undefined : tools.variables.config(stack, 'ConfigMap', workload.namespace, source);
  for (const entry of config?.entries ?? []) if (entry.value && entry.variables === undefined && !read.has(formatPlace(entry.at))) followText(withoutComments(fill(entry.value, () => undefined)), entry.valueAt ?? entry.at, 'config-map', `ConfigMap ${source}`, referrer);
}

/** What is commented out is not in force. */
const withoutComments = (text: string): string => text.replace(/^[ \t]*(?:#|\/\/|;).*$/gm, '');

interface Use {
  readonly at: Place;
  readonly how: Evidence;
  readonly outside: boolean;
  /** The file of variables that holds it, and under which name. */
  readonly file?: string;
  readonly variable?: string;
  /** As written, where nothing else than an address can be meant. */
  readonly expected?: string;
}

/** A Service with an address of its own takes its ports only; a headless one leads to the pods, which may listen on any. */
const takesPort = ({ headless, type, ports }: ServiceFact, port: number | undefined): boolean =>
  port === undefined || headless || type === 'ExternalName' || ports.length === 0 || ports.some((own) => own.port === port);

function follow(address: Address, { at, how, outside, expected, file, variable = '' }: Use, { id, stack, candidate, workload, phase, tools, shared }: Referrer): void {
  const { collected, profile, resolve } = tools;
  const stackId = stack.facts.stack.id;
  const resolved = resolve(address, { stack, from: candidate, namespace: workload.namespace, workload: workload.fact, evidence: how, at, outside, loopback: false });
  switch (resolved.is) {
    case 'components':
      // A public address in a variable is for links, redirects and CORS; who calls it shows it in code.
      for (const to of resolved.ids.filter((one) => file === undefined || shared.couldUse(candidate, file, profile(one)))) collected.edges.push({ from: id, to, kind: kindTowards(profile, id, to), phase, strength: resolved.face || (file !== undefined && shared.isAssumed(file, variable, profile(to))) ? 'soft' : 'hard', by: 'manifest', stack: stackId, ...(address.listed ? { list: formatPlace(at) } : {}), evidence: [how, ...resolved.evidence] });
      if (expected !== undefined && resolved.service && !takesPort(resolved.service, address.port)) collected.dangling.push({ stack: stackId, object: { kind: workload.fact.ref.kind, name: workload.fact.ref.name, namespace: workload.namespace }, component: id, target: `port ${address.port} of Service ${resolved.service.ref.name}`, port: { of: resolved.service, number: address.port! }, at });
      return;
    case 'missing': {
      const { ref } = workload.fact;
      if (expected !== undefined) collected.dangling.push({ stack: stackId, object: { kind: ref.kind, name: ref.name, namespace: workload.namespace }, component: id, target: resolved.target, ...(resolved.suggestion ? { suggestion: resolved.suggestion } : {}), at });
      return;
    }
    case 'unknown':
      if (expected !== undefined && address.host.includes(HOLE)) collected.unresolved.push({ from: id, expression: expected, why: resolved.why, evidence: how });
      return;
    default: return resolved satisfies never;
  }
}
