import type { ts } from 'ts-morph';
import { comparePlaces, compareText } from '../../../facts/place.js';
import { showTemplate, type Template } from '../../../facts/template.js';
import type { ClientFact, ClientSetting } from '../../../facts/types.js';
import { unlessLimited } from '../../source/abandoned.js';
import { idempotencyKey } from '../../source/idempotency.js';
import { through, withReply } from '../../source/replies.js';
import type { Library, Source } from '../clients/library.js';
import type { Context } from '../evaluate/context.js';
import { plainText, type Call } from '../evaluate/value.js';
import type { Program } from '../program.js';
import { placeOf } from '../source/module.js';
import { enclosingFunction, enclosingName } from '../source/syntax.js';
import { channelText } from './channel.js';
import { collect, type Use } from './collect.js';
import { failsOnStatus } from './conditions.js';
import { decoratedChannels } from './decorated.js';
import { detachedAt } from './detached.js';
import { groupUses, requestsOf, type Group } from './groups.js';
import { mergeCallSettings, mergeSettings } from './merge.js';
import { nestedRetries } from './nested.js';
import { packageSettings, type PackageSettings } from './package-settings.js';
import { phaseOf } from './phase.js';
import { datasourceOf } from './prisma.js';
import { protocolOf } from './protocol.js';
import { chainedSettings, readSettings } from './settings.js';
import { isSingle } from './single.js';
import { softAt } from './soft.js';
import { readValue } from './source.js';
import { surroundings } from './surround.js';
import type { Runners } from './usage.js';

/** A client fact with the nodes of its operations, for what is found through them. */
export interface Client {
  readonly fact: ClientFact;
  readonly operations: readonly ts.Node[];
  readonly uses: readonly Use[];
  readonly library: Library;
  /** The call that makes it, where the code does. */
  readonly construction?: ts.Node;
}

export function clientsOf(program: Program, runners: Runners): readonly Client[] {
  const groups = groupUses(program, collect(program), runners);
  const shared = packageSettings(program);
  const clients = groups.map((group) => clientOf(program, group, shared)).filter((c): c is Client => c !== undefined);
  return uniqueIds(withoutGuesses(clients).sort(compareClients));
}

const compareClients = (a: Client, b: Client): number =>
  comparePlaces(a.fact.at, b.fact.at) || compareText(a.fact.dependency, b.fact.dependency) || compareText(JSON.stringify([a.fact.targets, a.fact.packages]), JSON.stringify([b.fact.targets, b.fact.packages]));

function clientOf(program: Program, given: Group, shared: PackageSettings): Client | undefined {
  const { context } = program;
  const declared = given.library.id === 'prisma' && given.targets.length === 0 ? datasourceOf(program.tree, given.at.getSourceFile().fileName) : undefined;
  const group = declared ? { ...given, targets: declared.targets } : given;
  const protocol = declared?.protocol ?? protocolOf(context, group.library, group.base, group.targets);
  if (protocol === undefined) return undefined;
  const requests = requestsOf(group).map(({ use, path }) => ({ use, path, call: callOf(context, use, path) })).sort((a, b) => comparePlaces(a.call.at, b.call.at));
  const at = placeOf(group.at);
  const fact: ClientFact = {
    kind: 'client',
    id: `${at.file}:${at.line}:${at.column}`,
    packages: group.packages,
    library: group.library.id,
    ...through(group.kind, protocol),
    protocol,
    targets: group.targets,
    targetAt: declared?.at ?? placeOf(group.targetAt),
    channels: channelsOf(program, group),
    at,
    ...(group.base && !group.base.injected && group.base.call !== group.at ? { madeAt: placeOf(group.base.call) } : {}),
    ...(group.base && isSingle(context, group.library, group.base) ? { single: true } : {}),
    calls: requests.map(({ call }) => call),
    phase: group.kind === 'calls' ? phaseOf(requests.map(({ use }) => use.call.call)) : 'request',
    // A subscription that fails silently is no fallback: nothing is consumed.
    ...strengthOf(group.kind === 'consumes' ? [] : requests.map(({ use }) => use.call.call)),
    settings: settingsOf(context, group, shared),
  };
  return { fact: withReply(fact, requests.map(({ use, call }) => ({ text: functionAround(use.call.call), at: call.at }))), operations: group.uses.filter(({ use }) => !use.operation.lifecycle || CHECKS.has(use.name)).map(({ use }) => use.call.call), uses: group.uses.map(({ use }) => use), library: group.library, ...(group.base && !group.base.injected ? { construction: group.base.call } : {}) };
}

/** The text of the outermost function that a node stands in. */
function functionAround(node: ts.Node): string {
  let around = enclosingFunction(node);
  for (let outer = around; outer; outer = enclosingFunction(outer)) around = outer;
  return around?.getText() ?? '';
}

/** Operations that show nothing about requests and still fail when the other side does: health checks are made of them. */
const CHECKS = new Set(['ping', 'connect', 'authenticate', 'getConnection', 'waitForReady', '$connect', 'initialize']);

/** Soft only when the failure of every call is answered with something else. */
function strengthOf(calls: readonly ts.Node[]): Pick<ClientFact, 'strength' | 'softAt'> {
  const [first, ...others] = calls.map(softAt);
  return first && others.every((place) => place !== undefined) ? { strength: 'soft', softAt: placeOf(first) } : { strength: 'hard' };
}

/** A call's own options and what stands around it win over the client's, those over what the package sets for all. */
function settingsOf(context: Context, group: Group, shared: PackageSettings): ClientSetting[] {
  const requests = requestsOf(group);
  const ownSettings = (use: Use): ClientSetting[] => readSettings(context, use.call, use.operation.settings ?? []);
  const ownOf = (use: Use): ClientSetting[] => mergeSettings(chainedSettings(context, use), ownSettings(use));
  const ofCall = (use: Use): ClientSetting[] => mergeSettings(chainedSettings(context, use), surroundings(context, use.call.call), ownSettings(use), failsOnStatus(use.call.call));
  const called = mergeCallSettings((requests.length > 0 ? requests : group.uses).map(({ use }) => ofCall(use)));
  const lifecycle = [...group.uses, ...(group.echoes ?? [])].filter(({ use }) => use.operation.lifecycle).map(({ use }) => ownSettings(use));
  const made = group.base ? readSettings(context, group.base, group.library.settings ?? []) : [];
  const retriedMaking = group.base && !group.base.injected && !called.some((s) => s.name === 'retriesOnCall') ? surroundings(context, group.base.call) : [];
  const added = shared(group.library, group.base, group.at);
  const own = requests.map(({ use }) => ownOf(use));
  const byItself = mergeSettings(mergeCallSettings(own), made, added).find((s) => s.name === 'retriesOnCall');
  const nested = nestedRetries(context, [...group.uses, ...(group.echoes ?? [])].map(({ use }) => use.call.call), byItself);
  const all = mergeSettings(nested, called, ...lifecycle, made, added, retriedMaking, underBreaker(called, [...own, made]), idempotencyKey(group.at.getSourceFile().text, placeOf(group.at)));
  // The promises of got are cancelled by whoever gives up on them.
  return group.library.id === 'got' ? all.filter(({ name }) => name !== 'abandonedAfter') : unlessLimited(all, [...own, made, added].flat());
}

/** A breaker's limit is for the whole call; what the client itself is given is that of each attempt then. */
function underBreaker(called: readonly ClientSetting[], own: readonly (readonly ClientSetting[])[]): ClientSetting[] {
  if (!called.some(({ name }) => name === 'breakerTimeout')) return [];
  return own.flat().filter(({ name }) => name === 'timeoutOnCall').map((setting) => ({ ...setting, name: 'perTryTimeout' })).slice(0, 1);
}

function callOf(context: Context, use: Use, path: Template | undefined): ClientFact['calls'][number] {
  const method = methodOf(context, use);
  const inside = enclosingName(use.call.call);
  const detached = detachedAt(use);
  return { at: placeOf(use.call.call), ...(method ? { method } : {}), ...(path && path.length > 0 ? { path: showTemplate(path) } : {}), ...(inside ? { function: inside } : {}), ...(detached ? { detached: placeOf(detached) } : {}) };
}

function methodOf(context: Context, use: Use): string | undefined {
  const { method } = use.operation;
  if (method === undefined) return use.library.protocol === 'grpc' ? use.name : undefined;
  if (method === 'name') return use.name.replace(/Form$/, '').replace(/^del$/, 'delete').toUpperCase();
  if ('is' in method) return method.is;
  const given = readValue(context, use.call, method);
  return given ? plainText(given.value)?.toUpperCase() : 'GET';
}

/** Topics and queues that the calls name, the one that the instance is made for, and those that decorated methods handle. */
function channelsOf(program: Program, group: Group): readonly Template[] {
  const texts = (call: Call, sources: readonly Source[] = []): Template[] => sources.flatMap((source) => textsAt(program.context, call, source));
  const named = requestsOf(group).flatMap(({ use }) => texts(use.call, use.operation.channel));
  const all = [...named, ...(group.base ? texts(group.base, group.library.channel) : []), ...decoratedChannels(program, group.library, group.packages)];
  const found = new Map(all.map((text) => [showTemplate(text) + JSON.stringify(text), text]));
  return [...found].sort(([a], [b]) => compareText(a, b)).map(([, template]) => template);
}

function textsAt(context: Context, call: Call, source: Source): Template[] {
  const value = readValue(context, call, source)?.value;
  const texts = value?.kind === 'list' ? value.elements.map((e) => channelText(context, context.value(e, value.frame))) : [value && channelText(context, value)];
  return texts.filter((text): text is Template => text !== undefined && text.length > 0);
}

/** A client whose address nobody knows says nothing where another of the same protocol in the same package has one. */
function withoutGuesses(clients: readonly Client[]): Client[] {
  const known = new Set(clients.filter((c) => c.fact.targets.length > 0).flatMap((c) => c.fact.packages.map((p) => `${c.fact.protocol} ${p}`)));
  return clients.filter((c) => c.fact.targets.length > 0 || !c.fact.packages.every((p) => known.has(`${c.fact.protocol} ${p}`)));
}

/** A call that leads to several addresses, or publishes and consumes, is several facts at one place. */
function uniqueIds(clients: readonly Client[]): Client[] {
  const seen = new Map<string, number>();
  return clients.map((client) => {
    const count = seen.get(client.fact.id) ?? 0;
    seen.set(client.fact.id, count + 1);
    return count === 0 ? client : { ...client, fact: { ...client.fact, id: `${client.fact.id}#${count + 1}` } };
  });
}
