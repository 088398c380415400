import { comparePlaces, compareText } from '../../../facts/place.js';
import { showTemplate, type Template } from '../../../facts/template.js';
import type { ClientFact, ClientSetting } from '../../../facts/types.js';
import { unlessLimited } from '../abandoned.js';
import { addressOf, isAbsolute, pathOf } from '../address.js';
import { closingOf } from '../closing.js';
import { idempotencyKey } from '../idempotency.js';
import { placeOf, textOf } from '../node.js';
import { paceAround } from '../paced-loop.js';
import { through, withReply } from '../replies.js';
import { settingsAround, softAt } from './around.js';
import type { Flow } from './evaluate.js';
import { groupUses, type Group } from './groups.js';
import type { Route } from './language.js';
import { functionOf, type Call } from './model.js';
import { isHealthPath, phaseOf } from './phase.js';
import { commonSettings, mergeSettings, readSettings } from './settings.js';
import { carriersOf, entryAt, readPlain, readTexts, type Site } from './sources.js';
import { collectUses, type Use } from './uses.js';

/** A client fact with the calls that show it. */
export interface Client {
  readonly fact: ClientFact;
  readonly uses: readonly Use[];
  /** The call that makes it, where the code does. */
  readonly construction?: Call;
}

/** Every client in the tree; `packagesOf` says whose process runs a file. */
export function clientsOf(flow: Flow, routes: readonly Route[], packagesOf: (file: string) => readonly string[]): Client[] {
  const health = new Set(routes.filter((r) => isHealthPath(r.path)).map((r) => r.fn));
  const groups = groupUses(flow, collectUses(flow), packagesOf).filter((g) => g.protocol !== 'sqlite' && (g.protocol !== 'sql' || g.targets.length > 0));
  const clients = groups.flatMap((group): Client[] => (group.packages.length === 0 ? [] : [clientOf(flow, group, health)]));
  return uniqueIds(mergeSame(withoutGuesses(clients)).sort(compareClients));
}

const compareClients = (a: Client, b: Client): number => comparePlaces(a.fact.at, b.fact.at) || compareText(a.fact.dependency, b.fact.dependency) || compareText(JSON.stringify(a.fact.targets), JSON.stringify(b.fact.targets));

function clientOf(flow: Flow, group: Group, health: ReadonlySet<Route['fn']>): Client {
  const requests = group.uses.filter((use) => !use.call.lifecycle);
  const at = placeOf(group.at);
  const fact: ClientFact = {
    kind: 'client',
    id: `${at.file}:${at.line}:${at.column}`,
    packages: group.packages,
    library: group.library.id,
    ...through(group.dependency, group.protocol),
    protocol: group.protocol,
    targets: unique(group.targets.map((t) => addressOf(t.template)).filter((t) => t.length > 0)),
    targetAt: group.targets[0] ? placeOf(group.targets[0].at) : at,
    channels: channelsOf(flow, group),
    at,
    ...(group.base?.call.single ? { single: true } : {}),
    ...closingOf(group.at),
    calls: uniqueCalls(requests.map((use) => callOf(flow, use))),
    phase: phaseOf(requests, health),
    ...strengthOf(requests),
    settings: settingsOf(flow, group, requests),
    ...paceOf(requests),
  };
  const sends = requests.map((use) => ({ text: textOf(functionOf(use.expression.scope)?.node ?? use.expression.node), at: placeOf(use.expression.node) }));
  return { fact: withReply(fact, sends), uses: group.uses.filter((use) => !use.call.lifecycle || CHECKS.test(use.called)), ...(group.base?.expression.is === 'call' ? { construction: group.base.expression } : {}) };
}

/** Operations that show nothing about requests and still fail when the other side does: health checks are made of them. */
const CHECKS = /^(?:ping|connect|info)(?:Context)?$/i;

const unique = (all: readonly Template[]): Template[] => [...new Map(all.map((t) => [JSON.stringify(t), t])).values()];
const uniqueCalls = (all: ClientFact['calls']): ClientFact['calls'] => [...new Map(all.map((c) => [JSON.stringify(c), c])).values()].sort((a, b) => comparePlaces(a.at, b.at));

function callOf(flow: Flow, use: Use): ClientFact['calls'][number] {
  const method = methodOf(flow, use, use);
  const [target] = use.call.target ? readTexts(flow, use, use.call.target) : carriersOf(flow, use).flatMap((c) => readTexts(flow, c, entryAt(flow, c)?.call.target ?? []));
  const path = target && use.library.protocol === 'http' ? showTemplate(isAbsolute(target.template) ? pathOf(target.template) : target.template).split('?', 1)[0]! : '';
  const inside = functionOf(use.expression.scope)?.name;
  const detached = flow.language.detachedAt?.(flow, use);
  return { at: placeOf(use.expression.node), ...closingOf(use.expression.node), ...(method ? { method } : {}), ...(path ? { path } : {}), ...(inside ? { function: inside } : {}), ...(detached ? { detached: placeOf(detached) } : {}) };
}

function methodOf(flow: Flow, use: Use, site: Site): string | undefined {
  const { method } = use.call;
  if (method === 'name') return use.called.toUpperCase();
  if (method !== undefined) return /^\d+$/.test(method) ? readPlain(flow, site, Number(method))?.toUpperCase() : method;
  if (use.library.protocol === 'grpc') return use.called;
  const [carrier] = carriersOf(flow, site);
  const entry = carrier && entryAt(flow, carrier);
  return entry?.call.method === undefined ? undefined : methodOf(flow, { ...use, ...entry }, carrier!);
}

/** Soft only when the failure of every call is answered with something else. */
function strengthOf(requests: readonly Use[]): Pick<ClientFact, 'strength' | 'softAt'> {
  const [first, ...others] = requests.map(softAt);
  return first && others.every((place) => place !== undefined) ? { strength: 'soft', softAt: placeOf(first) } : { strength: 'hard' };
}

/** What repeats every call. */
function paceOf(requests: readonly Use[]): Pick<ClientFact, 'pace'> {
  const [first, ...others] = requests.map(({ expression }) => paceAround(expression.node));
  return first && others.every((pace) => pace !== undefined) ? { pace: first } : {};
}

/** Topics and queues that the calls name, else the one that the instance is made for. */
function channelsOf(flow: Flow, group: Group): readonly Template[] {
  const found = [...group.uses, ...(group.base ? [group.base] : [])].flatMap((use) => {
    const own = readTexts(flow, use, use.call.channel ?? []);
    return own.length > 0 ? own : carriersOf(flow, use).flatMap((c) => readTexts(flow, c, entryAt(flow, c)?.call.channel ?? []));
  });
  return unique(found.map((t) => t.template)).sort((a, b) => compareText(showTemplate(a), showTemplate(b)));
}

/** A call's own options and what stands around it win over the client's. */
function settingsOf(flow: Flow, group: Group, requests: readonly Use[]): ClientSetting[] {
  const called = commonSettings(requests.map((use) => mergeSettings(ownSettings(flow, use), settingsAround(flow, use, flow.language.wrappers))));
  const lifecycle = group.uses.filter((use) => use.call.lifecycle).map((use) => ownSettings(flow, use));
  const made = group.base ? ownSettings(flow, group.base) : [];
  const own = [...requests.map((use) => ownSettings(flow, use)), ...lifecycle, made].flat();
  const abandoned = unlessLimited(requests.flatMap((use) => flow.language.abandoned?.(flow, use) ?? []), own);
  return mergeSettings(called, ...lifecycle, made, abandoned, group.dependency === 'calls' ? idempotencyKey(group.at.source.text, placeOf(group.at)) : []);
}

function ownSettings(flow: Flow, use: Use): ClientSetting[] {
  const carried = carriersOf(flow, use).map((c) => readSettings(flow, c, entryAt(flow, c)?.call.settings ?? []));
  const deadline = use.call.lifecycle || use.call.makes ? undefined : flow.language.deadlineOf(flow, use);
  const check = use.library.protocol === 'http' ? flow.language.statusCheckAt?.(use) : undefined;
  const failure: ClientSetting[] = check ? [{ name: 'failsOnStatus', value: { value: true, at: placeOf(check) } }] : [];
  const limit: ClientSetting[] = deadline ? [{ name: 'timeoutOnCall', value: { value: deadline.milliseconds, at: placeOf(deadline.at) } }] : [];
  return mergeSettings(limit, failure, readSettings(flow, use, use.call.settings ?? []), ...carried);
}

/** A client whose address nobody knows says nothing where another of the same protocol in the same package has one. */
function withoutGuesses(clients: readonly Client[]): Client[] {
  const known = new Set(clients.filter((c) => c.fact.targets.length > 0).flatMap((c) => c.fact.packages.map((p) => `${c.fact.protocol} ${p}`)));
  return clients.filter((c) => c.fact.targets.length > 0 || !c.fact.packages.every((p) => known.has(`${c.fact.protocol} ${p}`)));
}

/** The same construction reached on several ways with the same address is one client. */
function mergeSame(clients: readonly Client[]): Client[] {
  const merged = new Map<string, Client>();
  for (const client of clients) {
    const { fact } = client;
    const key = JSON.stringify([fact.id, fact.dependency, fact.protocol, fact.targets, fact.settings.map((s) => [s.name, 'value' in s.value ? s.value.value : ''])]);
    const known = merged.get(key);
    merged.set(key, known ? { ...known, fact: { ...known.fact, packages: [...new Set([...known.fact.packages, ...fact.packages])].sort(compareText), calls: uniqueCalls([...known.fact.calls, ...fact.calls]), channels: unique([...known.fact.channels, ...fact.channels]) }, uses: [...known.uses, ...client.uses] } : client);
  }
  return [...merged.values()];
}

function uniqueIds(clients: readonly Client[]): Client[] {
  const seen = new Map<string, number>();
  return clients.map((client) => {
    const count = (seen.get(client.fact.id) ?? 0) + 1;
    seen.set(client.fact.id, count);
    return count === 1 ? client : { ...client, fact: { ...client.fact, id: `${client.fact.id}#${count}` } };
  });
}
