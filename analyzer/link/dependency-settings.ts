import type { ClientFact, ClientSetting } from '../facts/types.js';
import type { Mechanism, Setting, SettingValue } from '../graph/document.js';
import { clientDefaults, type ClientDefaults } from '../knowledge/clients.js';
import { isKnown } from '../facts/value.js';
import { HOLE } from './address.js';
import type { Collected } from './collect.js';
import type { Edge } from './edges.js';
import { runnersOf } from './code.js';
import { evidence } from './evidence.js';
import { fill, type Lookup } from './fill.js';
import type { SettingRow } from './setting-rows.js';
import type { Variables } from './variables.js';
import type { LinkedStack, World } from './world.js';

/** How each dependency is called: what the client's code says, and for the rest the library's documented default. */
export function clientSettings(world: World, clients: readonly ClientFact[], variables: Variables, collected: Collected): SettingRow[] {
  const runners = runnersOf(world);
  const pairs = new Set(collected.edges.filter((e) => e.by === 'code').map((e) => `${e.from}\u0000${e.to}`));
  return clients.flatMap((client) => {
    const targets = [...(collected.clientTargets.get(client.id) ?? [])];
    return client.packages.flatMap((root) => runners.get(root) ?? []).flatMap(({ stack, candidate }) => {
      const from = world.idOf.get(candidate)!;
      const rows = settingsOf(client, variables.lookup(stack, candidate));
      return targets.filter((to) => pairs.has(`${from}\u0000${to}`)).flatMap((to) => rows.map((row) => ({ ...row, on: { from, to }, stack: stack.facts.stack.id })));
    });
  });
}

type Row = Omit<SettingRow, 'on' | 'stack'>;

function settingsOf(client: ClientFact, lookup: Lookup): Row[] {
  const stated = [...client.settings.filter(({ name }) => !WITHIN.has(name) && !(name === POOL && client.madeFor)).map((setting) => statedRow(setting, lookup)), ...ownConnections(client)];
  return [...stated, ...defaultRows(client, new Set(stated.map((r) => r.name)))];
}

const POOL = 'connectionPoolMaxConnections';

/** Who makes one connection has one, whatever pools of the library have by default; how many there are of what each request makes, nobody knows. */
function ownConnections({ single, madeFor, dependency, at }: ClientFact): Row[] {
  if (dependency !== 'stores' || (!single && !madeFor)) return [];
  return [{ name: POOL, ...(madeFor ? { value: null, origin: 'unknown' } : { value: 1, origin: 'explicit' }), evidence: evidence(at, 'code-call', madeFor ? 'a client for each request' : 'one connection') }];
}

/** What the code does with an answer, or while it waits, is no setting of the call. */
const WITHIN: ReadonlySet<string> = new Set(['failsOnStatus', 'abandonedAfter', 'unusedRetry']);

/** A setting as it is written, its placeholders filled; what cannot be known is unknown. */
export function statedRow({ name, value }: ClientSetting, lookup: Lookup, mechanism: Mechanism = 'code-call'): Row {
  const how = evidence(value.at, mechanism, name);
  if ('template' in value) {
    const text = fill(value.template, lookup);
    return text.includes(HOLE) ? { name, value: null, origin: 'unknown', evidence: how } : { name, value: parsed(text), origin: 'explicit', evidence: how };
  }
  return isKnown(value) ? { name, value: value.value, origin: 'explicit', evidence: how } : { name, value: null, origin: 'unknown', evidence: how };
}

function parsed(text: string): SettingValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** Limits of one phase only: connecting or waiting for a pool bounds no request. */
const PARTIAL_SCOPES = new Set(['connect', 'acquire', 'idle']);

type Undecided = Pick<ClientFact, 'library' | 'at'> & Partial<Pick<ClientFact, 'dependency' | 'version' | 'awaitsReply'>>;

/** What the library does, in the version that is built, where nobody set anything; unknown where it depends on which one that is. */
export function defaultRows({ library, at, dependency, version, awaitsReply }: Undecided, stated: ReadonlySet<string>): Row[] {
  const defaults = clientDefaults(library, version);
  if (!defaults?.verified) return [];
  const how = evidence(at, 'default', library);
  const told = version === undefined ? {} : { version: `${version.name} ${version.version}` };
  const row = (name: string, of: keyof ClientDefaults, value: SettingValue | undefined): Row[] => {
    if (stated.has(name)) return [];
    if (defaults.undecided.has(of)) return [{ name, value: null, origin: 'unknown', source: defaults.source, ...told, evidence: how }];
    return value === undefined ? [] : [{ name, value, origin: 'default', source: defaults.source, ...told, evidence: how }];
  };
  // Who only hands a message over waits for no reply.
  const hasAnswer = defaults.timeoutScope !== 'reply' || awaitsReply === true;
  const coversConnect = defaults.coversConnect && (stated.has('timeoutOnCall') || typeof defaults.timeout === 'number');
  const repeats = (defaults.retries ?? 0) > 0;
  return [
    ...(hasAnswer ? row('timeoutOnCall', 'timeout', PARTIAL_SCOPES.has(defaults.timeoutScope) ? null : defaults.timeout) : []),
    ...(coversConnect && defaults.connectTimeout === null ? [] : row('connectTimeout', 'connectTimeout', defaults.connectTimeout)),
    ...row('retriesOnCall', 'retries', defaults.retries),
    ...(repeats && !stated.has('retriesOnCall') ? [...row('retryBackoff', 'backoff', defaults.backoff), ...(defaults.backoff === 'none' ? [] : row('retryJitter', 'jitter', defaults.jitter))] : []),
    ...(defaults.reconnects ? row('reconnectJitter', 'jitter', defaults.jitter) : []),
    ...(dependency === 'stores' ? row(POOL, 'pool', defaults.pool) : []),
  ];
}

/** Start conditions of Compose, and what routes say about the calls they make. */
export function declaredSettings(world: World, collected: Collected, resolveName: (stack: LinkedStack, host: string, namespace: string) => readonly string[]): SettingRow[] {
  const rows: SettingRow[] = [];
  const routed = routedEdges(collected);
  for (const stack of world.stacks) {
    const id = stack.facts.stack.id;
    for (const candidate of stack.candidates)
      for (const workload of candidate.workloads)
        for (const wait of workload.fact.compose?.dependsOn ?? [])
          for (const to of resolveName(stack, wait.service, workload.namespace)) rows.push({ on: { from: world.idOf.get(candidate)!, to }, name: 'dependsOnCondition', value: wait.condition, origin: 'explicit', stack: id, evidence: evidence(wait.at, 'depends-on') });
    for (const route of stack.objects.routes) for (const backend of route.backends) for (const edge of routed.get(placeKey(id, backend.at)) ?? []) rows.push(...routeRows(edge, backend, id));
  }
  return rows;
}

export const placeKey = (stack: string, at: { readonly file: string; readonly line: number; readonly column: number }): string => `${stack}\u0000${at.file}:${at.line}:${at.column}`;

/** Routing edges by the backend that each was read from. */
export function routedEdges(collected: Collected): ReadonlyMap<string, readonly Edge[]> {
  const byPlace = new Map<string, Edge[]>();
  for (const edge of collected.edges)
    if (edge.kind === 'routes')
      for (const proof of edge.evidence) byPlace.set(placeKey(edge.stack, proof), [...(byPlace.get(placeKey(edge.stack, proof)) ?? []), edge]);
  return byPlace;
}

function routeRows(edge: { readonly from: string; readonly to: string }, backend: { readonly [K in 'timeout' | 'perTryTimeout' | 'retries']?: ClientSetting['value'] }, stack: string): SettingRow[] {
  const names = { timeout: 'timeoutOnCall', perTryTimeout: 'perTryTimeout', retries: 'retriesOnCall' } as const;
  return (Object.keys(names) as (keyof typeof names)[]).flatMap((key) => {
    const value = backend[key];
    if (value === undefined) return [];
    const on: Setting['on'] = { from: edge.from, to: edge.to };
    return [{ ...statedRow({ name: names[key], value }, () => undefined), on, stack, evidence: evidence(value.at, 'route') }];
  });
}
