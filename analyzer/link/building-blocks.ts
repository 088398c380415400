import { literal, type Template } from '../facts/template.js';
import type { BuildingBlockFact, ClientFact } from '../facts/types.js';
import { isInsideSidecar, technologyOfBlock } from '../knowledge/building-blocks.js';
import { schemeOf } from '../knowledge/protocols.js';
import { HOLE, INVOCATION } from './address.js';
import type { Candidate } from './candidates.js';
import { ofKind } from './facts.js';
import type { Tools } from './tools.js';
import type { LinkedStack } from './world.js';

/** Protocol of clients whose target names a building block of their sidecar, or the app id of another program. */
const DAPR = 'dapr';

/** `http://localhost:3500/v1.0/publish/orders-bus/orders`. https://docs.dapr.io/reference/api/ */
const API = /\/v1\.0(?:-\w+)?\/(?:publish(?:\/bulk)?|state|bindings|secrets|configuration|lock)\/([^/?#\s]+)/;

/** The building block that a client asks its sidecar for; undefined where it asks for none. */
export function blockIn(client: ClientFact, text: string): string | undefined {
  return client.protocol === DAPR && client.dependency !== 'calls' ? text : API.exec(text)?.[1];
}

/** What the paths of a client's calls ask of its sidecar, where its address is the sidecar's: other programs and building blocks. */
export function askedOfSidecar({ protocol, calls }: ClientFact): { readonly apps: readonly string[]; readonly blocks: readonly string[] } {
  const paths = protocol === 'http' ? calls.flatMap(({ path }) => path ?? []) : [];
  const named = (form: RegExp): string[] => [...new Set(paths.flatMap((path) => form.exec(path)?.[1] ?? []))];
  return { apps: named(INVOCATION), blocks: named(API) };
}

/** One way a building block is set up: the client that its sidecar then is, and what it is told as addresses. */
export interface BlockClient {
  readonly client: ClientFact;
  readonly targets: readonly Template[];
}

/** What the building block of that name is, seen from a stack; undefined when nobody declares it, or the name is not known. */
export function blockClients(name: string, client: ClientFact, stack: LinkedStack, from: Candidate, { facts }: Tools): readonly BlockClient[] | undefined {
  if (name.includes(HOLE)) return undefined;
  const named = (all: readonly BuildingBlockFact[]) => all.filter((block) => block.ref.name === name);
  const own = named(ofKind(stack.facts.facts, 'building-block'));
  const all = own.length > 0 ? own : mounted(named(ofKind(facts, 'building-block')), from);
  return all.length === 0 ? undefined : all.filter(({ type }) => !isInsideSidecar(type)).map((block) => throughBlock(block, client));
}

/** A folder of components that its sidecar is handed holds those that count. */
function mounted(blocks: readonly BuildingBlockFact[], from: Candidate): readonly BuildingBlockFact[] {
  const folders = from.workloads.flatMap(({ fact }) => fact.volumes.flatMap(({ kind, source }) => (kind === 'hostPath' && source !== undefined ? [source] : [])));
  const within = blocks.filter(({ at }) => folders.some((folder) => at.file.startsWith(`${folder}/`)));
  return within.length > 0 ? within : blocks;
}

function throughBlock({ type, addresses }: BuildingBlockFact, client: ClientFact): BlockClient {
  const technology = technologyOfBlock(type);
  const protocol = (technology === undefined ? undefined : schemeOf(technology)?.protocol) ?? technology ?? 'tcp';
  return {
    client: { ...client, protocol, ...(client.dependency === 'calls' ? { dependency: dependencyOf(type) } : {}), ...(technology === undefined ? {} : { means: { technology } }) },
    // Where the address is a secret, only the type says what is there.
    targets: addresses.length > 0 ? addresses.map(({ address }) => address) : [[{ unknown: type }]],
  };
}

const KINDS: Readonly<Record<string, ClientFact['dependency']>> = { pubsub: 'publishes', state: 'stores', lock: 'stores', secretstores: 'configures', configuration: 'configures' };

const dependencyOf = (type: string): ClientFact['dependency'] => KINDS[type.split('.', 1)[0]!] ?? 'calls';

/** Subscriptions that manifests declare, as clients of the programs that they hand messages to. */
export function declaredSubscriptions({ world, facts }: Tools): { readonly client: ClientFact; readonly stack: LinkedStack; readonly candidate: Candidate }[] {
  return ofKind(facts, 'block-subscription').flatMap(({ block, topic, scopes, at }) => {
    const client: ClientFact = { kind: 'client', id: `${at.file}:${at.line}:${at.column}`, packages: [], library: DAPR, dependency: 'consumes', protocol: DAPR, targets: [literal(block)], targetAt: at, channels: [literal(topic)], at, calls: [], phase: 'request', strength: 'hard', settings: [] };
    return world.stacks.flatMap((stack) => stack.candidates.filter((candidate) => scopes.some((app) => candidate.registered?.has(app.toLowerCase()))).map((candidate) => ({ client, stack, candidate })));
  });
}
