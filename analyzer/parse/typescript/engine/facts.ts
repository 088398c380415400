import { ts } from 'ts-morph';
import { showTemplate, type Template } from '../../../facts/template.js';
import type { ClientFact, ClientSetting, DependencyKind } from '../../../facts/types.js';
import { comparePlaces, compareText } from '../../../facts/place.js';
import type { Library, Operation } from '../clients/library.js';
import type { Context } from '../evaluate/context.js';
import { plainText, textOf, type Call } from '../evaluate/value.js';
import { moduleOf, placeOf } from '../source/module.js';
import { enclosingName } from '../source/syntax.js';
import type { Program } from '../program.js';
import { originOf, pathOf, urlForm } from './address.js';
import { addressKey, collect, type Instance, type Use } from './collect.js';
import { mergeCallSettings, mergeSettings } from './merge.js';
import { protocolOf } from './protocol.js';
import { readSettings } from './settings.js';
import { readValue } from './source.js';
import { softAt, surroundings } from './surround.js';
import type { Runners } from './usage.js';
import { variantsOf, type Address } from './variants.js';

/** One client in the making: an instance with one address, or the calls of a shared function to one address. */
interface Group {
  readonly library: Library;
  readonly kind: DependencyKind;
  readonly packages: readonly string[];
  readonly targets: readonly Template[];
  readonly targetAt: ts.Node;
  readonly at: ts.Node;
  readonly base: Call | undefined;
  readonly uses: { readonly use: Use; readonly path: Template | undefined }[];
}

/** A client fact with the nodes of its operations, for what is found through them. */
export interface Client {
  readonly fact: ClientFact;
  readonly operations: readonly ts.Node[];
}

export function clientsOf(program: Program, runners: Runners): readonly Client[] {
  const { instances, uses } = collect(program);
  const groups = new Map<string, Group>();
  for (const use of uses) for (const placed of placedUses(program.context, use, instances)) addUse(groups, runners, use, placed);
  for (const instance of instances.values()) addUnused(groups, runners, instance);
  const clients = [...groups.values()].map((group) => clientOf(program.context, group)).filter((c): c is Client => c !== undefined);
  return uniqueIds(withoutGuesses(clients).sort((a, b) => comparePlaces(a.fact.at, b.fact.at) || compareText(a.fact.dependency, b.fact.dependency) || compareText(JSON.stringify(a.fact.targets), JSON.stringify(b.fact.targets))));
}

interface Placed {
  readonly targets: readonly Template[];
  readonly targetAt: ts.Node;
  readonly at: ts.Node;
  readonly base: Call | undefined;
  readonly path: Template | undefined;
}

/** Where a use leads: its own URL when that has an origin, else the addresses of its instance. */
function placedUses(context: Context, use: Use, instances: ReadonlyMap<ts.Node, Instance>): Placed[] {
  const instance = use.instance && instances.get(use.instance);
  const addresses = instance ? chosen(instance.addresses, use.seen) : [];
  const based = addresses.some((a) => a.targets.length > 0);
  const urls = use.operation.url ? variantsOf(context, use.call, use.operation.url) : [];
  const own = urls.filter(({ targets: [url] }) => url && (urlForm(url) === 'absolute' || (urlForm(url) === 'unknown' && !based)));
  if (own.length > 0) return own.map((a) => ({ targets: [originOf(a.targets[0]!)], targetAt: a.at, at: instance ? instance.made.call : (a.chosenAt ?? use.call.call), base: instance?.made, path: pathOf(a.targets[0]!) }));
  // A path without a base leads to whoever served the page or to the process itself.
  if (use.operation.url && !based) return [];
  const path = urls[0]?.targets[0] && pathOf(urls[0].targets[0]);
  return addresses.map((a) => ({ ...placedAt(a, instance!), path }));
}

const chosen = (addresses: readonly Address[], seen: string | undefined): readonly Address[] => {
  const own = addresses.filter((a) => addressKey(a.targets) === seen);
  return own.length > 0 ? own : addresses;
};

const placedAt = (address: Address, instance: Instance): Placed => ({ targets: address.targets.map(originOf), targetAt: address.at, at: address.chosenAt ?? instance.made.call, base: address.call, path: undefined });

function addUse(groups: Map<string, Group>, runners: Runners, use: Use, placed: Placed): void {
  const kind = use.operation.kind ?? use.library.kind;
  const packages = runners(placed.at.getSourceFile() === use.call.call.getSourceFile() ? use.call.call : use.call.call);
  const scope = placed.base ? String(placed.base.call.pos) + moduleOf(placed.base.call) : moduleOf(use.call.call);
  const key = JSON.stringify([use.library.id, scope, use.operation.lifecycle && use.operation.kind === undefined ? '' : kind, packages, placed.targets]);
  const group = groups.get(key) ?? { library: use.library, kind, packages, ...placed, uses: [] };
  group.uses.push({ use, path: placed.path });
  groups.set(key, group);
}

/** An instance that is made and never seen in use still is a dependency of whoever makes it. */
function addUnused(groups: Map<string, Group>, runners: Runners, instance: Instance): void {
  for (const address of instance.addresses) {
    const placed = placedAt(address, instance);
    if (instance.made.injected || [...groups.values()].some((g) => g.base?.call === instance.made.call && JSON.stringify(g.targets) === JSON.stringify(placed.targets))) continue;
    // A shared instance without address is only a bundle of options.
    if (placed.targets.length === 0 && instance.library.operations?.some((o) => o.url)) continue;
    const packages = runners(placed.at);
    groups.set(JSON.stringify(['made', moduleOf(instance.made.call), instance.made.call.pos, placed.targets]), { library: instance.library, kind: instance.library.kind, packages, ...placed, uses: [] });
  }
}

function clientOf(context: Context, group: Group): Client | undefined {
  const protocol = protocolOf(context, group.library, group.base, group.targets);
  if (protocol === undefined || group.packages.length === 0) return undefined;
  const requests = group.uses.filter(({ use }) => !use.operation.lifecycle);
  const observed = requests.length > 0 ? requests : group.uses;
  const at = placeOf(group.at);
  const soft = requests.map(({ use }) => softAt(use.call.call));
  const isSoft = soft.length > 0 && soft.every((place) => place !== undefined);
  const fact: ClientFact = {
    kind: 'client',
    id: `${at.file}:${at.line}:${at.column}`,
    packages: group.packages,
    library: group.library.id,
    dependency: group.kind,
    protocol,
    targets: group.targets,
    targetAt: placeOf(group.targetAt),
    channels: channelsOf(context, requests.map(({ use }) => use)),
    at,
    calls: requests.map(({ use, path }) => callOf(context, use, path)).sort((a, b) => comparePlaces(a.at, b.at)),
    phase: 'request',
    strength: isSoft ? 'soft' : 'hard',
    ...(isSoft && soft[0] ? { softAt: placeOf(soft[0]) } : {}),
    settings: settingsOf(context, group, observed.map(({ use }) => use)),
  };
  return { fact, operations: requests.map(({ use }) => use.call.call) };
}

function settingsOf(context: Context, group: Group, uses: readonly Use[]): ClientSetting[] {
  const around = mergeCallSettings(uses.map((use) => mergeSettings(surroundings(context, use.call.call), readSettings(context, use.call, use.operation.settings ?? []))));
  const lifecycle = mergeSettings(...group.uses.filter(({ use }) => use.operation.lifecycle).map(({ use }) => readSettings(context, use.call, use.operation.settings ?? [])));
  const own = group.base ? readSettings(context, group.base, group.library.settings ?? []) : [];
  const making = group.base && around.length === 0 && group.base.call.parent ? surroundings(context, group.base.call) : [];
  return mergeSettings(around, lifecycle, own, making);
}

function callOf(context: Context, use: Use, path: Template | undefined): ClientFact['calls'][number] {
  const method = methodOf(context, use.operation, use);
  const inside = enclosingName(use.call.call);
  return { at: placeOf(use.call.call), ...(method ? { method } : {}), ...(path && path.length > 0 ? { path: showTemplate(path) } : {}), ...(inside ? { function: inside } : {}) };
}

function methodOf(context: Context, { method }: Operation, use: Use): string | undefined {
  if (method === undefined) return use.library.protocol === 'grpc' ? use.name : undefined;
  if (method === 'name') return use.name.replace(/Form$/, '').replace(/^del$/, 'delete').toUpperCase();
  if ('is' in method) return method.is;
  const given = readValue(context, use.call, method);
  return given ? plainText(given.value)?.toUpperCase() : 'GET';
}

function channelsOf(context: Context, uses: readonly Use[]): readonly Template[] {
  const found = new Map<string, Template>();
  for (const use of uses) {
    for (const source of use.operation.channel ?? []) {
      const value = readValue(context, use.call, source)?.value;
      const texts = value?.kind === 'list' ? value.elements.map((e) => textOf(context.value(e, value.frame))) : [value && textOf(value)];
      for (const text of texts) if (text && text.length > 0) found.set(showTemplate(text) + JSON.stringify(text), text);
    }
  }
  return [...found].sort(([a], [b]) => compareText(a, b)).map(([, template]) => template);
}

/** A client whose address nobody knows says nothing where another of the same library in the same package has one. */
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
