import { comparePlaces, compareText } from '../../../facts/place.js';
import { safeTemplate } from '../../../facts/secrets.js';
import { showTemplate, type Template } from '../../../facts/template.js';
import type { ClientFact, ClientSetting, DependencyKind } from '../../../facts/types.js';
import type { ClientLibrary, ValueSource } from '../library.js';
import { closingOf } from '../closing.js';
import { idempotencyKey } from '../idempotency.js';
import { placeOf, textOf, type SourceNode } from '../node.js';
import { through, withReply } from '../replies.js';
import { unlessLimited } from '../abandoned.js';
import { paceAround } from '../paced-loop.js';
import { retryLoopAround } from '../retry-loop.js';
import { findInText } from './connection-string.js';
import { joined, type Instance, type Joined, type Use } from './join.js';
import { classOf, functionOf } from './module.js';
import { callAt, find, type Site } from './options.js';
import type { Program } from './program.js';
import { runnersOf } from './runners.js';
import { mergeSettings, readSettings } from './settings.js';
import { phaseOf, softHandler } from './surroundings.js';

/** A client fact with the construction and the calls that show it. */
export interface Client {
  readonly fact: ClientFact;
  readonly nodes: readonly SourceNode[];
  /** The call that makes it, where the code does. */
  readonly construction?: SourceNode;
}

/** Every client of the program: what is constructed with what it is used for, and calls that bring their own address. */
export function clientsOf(program: Program, libraries: readonly ClientLibrary[]): Client[] {
  const groups = new Map<string, Group>();
  for (const one of joined(program, libraries)) addTo(groups, program, one);
  const facts = [...groups.values()].flatMap((group) => factOf(program, group));
  return uniqueIds(withoutGuesses(facts).sort(({ fact: a }, { fact: b }) => comparePlaces(a.at, b.at) || compareText(a.dependency, b.dependency)));
}

/** What becomes one fact: uses of one client for one purpose. */
interface Group {
  readonly library: ClientLibrary;
  readonly dependency: DependencyKind;
  readonly protocol: string;
  readonly base: Instance | undefined;
  readonly targets: readonly Template[];
  readonly targetSite: Site;
  readonly packages: readonly string[];
  readonly uses: { readonly use: Use; readonly path: Template | undefined }[];
}

function addTo(groups: Map<string, Group>, program: Program, { instance, use }: Joined): void {
  const { library, call, site } = (use ?? instance)!;
  const own = use && call.target ? targetsOf(program, site, call.target) : undefined;
  const base = instance && targetsOf(program, instance.site, instance.call.target ?? []);
  const usesOwn = own !== undefined && own.length > 0 && (own.some(isAbsolute) || !base || base.length === 0);
  const targets = usesOwn ? own.filter((t) => !isRelative(t, call.protocol ?? library.protocol)) : (base ?? []);
  if (usesOwn && targets.length === 0 && !instance) return;
  const dependency = call.dependency ?? library.dependency;
  const protocol = call.protocol ?? library.protocol;
  const packages = packagesOf(program, instance?.site ?? site);
  if (packages.length === 0) return;
  const key = JSON.stringify([library.id, dependency, packages, usesOwn ? targets : (instance?.site.node.start ?? site.node.start), usesOwn ? '' : (instance?.site.module.path ?? site.module.path)]);
  const group = groups.get(key) ?? { library, dependency, protocol, base: instance, targets, targetSite: usesOwn || !instance ? site : instance.site, packages, uses: [] };
  groups.set(key, group);
  if (use) group.uses.push({ use, path: own?.[0] });
}

const isAbsolute = (target: Template): boolean => {
  const [first] = target;
  return first !== undefined && ('text' in first ? /^(?!(?:php|file|data|phar):)[\w+.-]+:\/\//.test(first.text) : !('unknown' in first));
};
/** A path on a host that something else says. */
const isRelative = (target: Template, protocol: string): boolean => target[0] !== undefined && 'text' in target[0] && (protocol === 'http' ? !isAbsolute(target) : /^(?:\/|\?|$)/.test(target[0].text));

function targetsOf(program: Program, site: Site, sources: readonly ValueSource[]): readonly Template[] {
  for (const source of sources) {
    const templates = textsAt(program, site, source);
    if (templates.length > 0) return templates.map((t) => safeTemplate('target', withoutDriver(t))).filter((t): t is Template => t !== undefined && t.length > 0);
  }
  return [];
}

/** `mysql:host=db;dbname=x` begins with the name of a driver. */
function withoutDriver([first, ...rest]: Template): Template {
  return first && 'text' in first ? [{ text: first.text.replace(/^\w+:(?=\w+=)/, '') }, ...rest] : first ? [first, ...rest] : [];
}

/** The texts at a source, or the address of a host and a port. */
export function textsAt(program: Program, site: Site, source: ValueSource): readonly Template[] {
  if (typeof source === 'object' && 'host' in source) {
    const ports = source.port === undefined ? [] : textsAt(program, site, source.port);
    return textsAt(program, site, source.host).map((host) => (showTemplate(host).includes(':') ? host : [...host, { text: ':' }, ...(ports[0] ?? [{ text: String(source.defaultPort) }])]));
  }
  const found = find(program, site, source);
  if (!found || 'present' in found) return [];
  // A callback is no address.
  if ('value' in found && program.dialect.read(found.value).kind === 'function') return [];
  return 'template' in found ? [found.template] : program.values.texts(found.value, found.module);
}

function packagesOf(program: Program, { node, module }: Site): readonly string[] {
  const owner = classOf(program.dialect, node);
  const around = functionOf(program.dialect, node);
  const shape = around && program.dialect.functionAt(around);
  const named = shape && (owner === undefined || shape.parameters[0]?.type?.startsWith('this ')) ? shape.name : owner;
  return runnersOf(program, module, named === undefined ? [] : [named]);
}

function factOf(program: Program, group: Group): Client[] {
  const { library, uses, base } = group;
  if (uses.length === 0 && group.targets.length === 0 && library.protocol === 'http') return [];
  const sites = uses.map(({ use }) => use.site);
  const [first] = uses;
  const at = placeOf((base ?? first!.use).site.node);
  const handlers = sites.map((site) => softHandler(program, site));
  const soft = group.dependency !== 'consumes' && sites.length > 0 && handlers.every((handler) => handler !== undefined);
  const own = [...uses.map(({ use }) => readSettings(program, use.site, use.call.settings ?? [])), base ? readSettings(program, base.site, base.call.settings ?? []) : []];
  const settings = mergeSettings(
    unlessLimited(around(program, sites), own.flat()),
    ...own,
    group.dependency === 'calls' ? idempotencyKey(sites[0]?.node.source.text ?? '', at) : [],
    findInText(group.targets, base ? rawTargets(program, base) : [], placeOf(group.targetSite.node)),
  );
  const channels = new Map(uses.flatMap(({ use }) => (use.call.channel ?? []).flatMap((source) => textsAt(program, use.site, source)).map((t) => [JSON.stringify(t), t] as const)));
  const paces = uses.filter(({ use }) => !use.call.lifecycle).map(({ use }) => paceAround(use.site.node));
  const fact: ClientFact = {
    kind: 'client', id: `${at.file}:${at.line}:${at.column}`, packages: group.packages, library: library.id, ...through(group.dependency, group.protocol), protocol: group.protocol,
    targets: group.targets, targetAt: placeOf(group.targetSite.node), channels: [...channels.values()], at,
    ...(base?.call.single ? { single: true } : {}),
    ...closingOf((base ?? first!.use).site.node),
    calls: uses.filter(({ use }) => !use.call.lifecycle).map((one) => callOf(program, one)),
    phase: phaseOf(program, sites.length > 0 ? sites : [base!.site]),
    strength: soft ? 'soft' : 'hard', ...(soft ? { softAt: placeOf(handlers[0]!) } : {}),
    settings,
    ...(paces[0] && paces.every((pace) => pace !== undefined) ? { pace: paces[0] } : {}),
  };
  const sends = sites.map(({ node }) => ({ text: textOf(functionOf(program.dialect, node) ?? node), at: placeOf(node) }));
  return [{ fact: withReply(fact, sends), nodes: [...(base ? [base.site.node] : []), ...sites.map(({ node }) => node)], ...(base ? { construction: base.site.node } : {}) }];
}

/** What loops, policies and deadlines around all calls make of them; of what only some have, the client has nothing. */
function around(program: Program, sites: readonly Site[]): readonly ClientSetting[] {
  const found = sites.map((site) => [...retryLoopAround(site.node, (part) => program.values.number(part, site.module)), ...(program.dialect.around?.(program, site) ?? [])]);
  const [first = [], ...others] = found;
  return first.filter(({ name }) => others.every((settings) => settings.some((setting) => setting.name === name)));
}

/** Texts of the target before secrets and options are taken out of it. */
const rawTargets = (program: Program, base: Instance): readonly Template[] => (base.call.target ?? []).flatMap((source) => textsAt(program, base.site, source));

function callOf(program: Program, { use, path }: Group['uses'][number]): ClientFact['calls'][number] {
  const around = functionOf(program.dialect, use.site.node);
  const inside = around && program.dialect.functionAt(around)?.name;
  const called = callAt(program, use.site.node);
  const name = called?.kind === 'call' ? called.name : called?.type;
  const method = use.call.method === 'name' ? /get|post|put|patch|delete|head|options/i.exec(name ?? '')?.[0].toUpperCase() : use.call.method;
  const detached = use.call.dependency === undefined && use.library.dependency === 'calls' ? program.dialect.detachedAt?.(program, use.site) : undefined;
  return { at: placeOf(use.site.node), ...closingOf(use.site.node), ...(method ? { method } : {}), ...(path && path.length > 0 ? { path: showTemplate(path) } : {}), ...(inside ? { function: inside } : {}), ...(detached ? { detached: placeOf(detached) } : {}) };
}

/** A client whose address nobody knows says nothing where another of the same protocol in the same package has one. */
function withoutGuesses(clients: readonly Client[]): Client[] {
  const known = new Set(clients.filter(({ fact }) => fact.targets.length > 0).flatMap(({ fact }) => fact.packages.map((p) => `${fact.protocol} ${p}`)));
  return clients.filter(({ fact }) => fact.targets.length > 0 || !fact.packages.every((p) => known.has(`${fact.protocol} ${p}`)));
}

function uniqueIds(clients: readonly Client[]): Client[] {
  const seen = new Map<string, number>();
  return clients.map((client) => {
    const { id } = client.fact;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? client : { ...client, fact: { ...client.fact, id: `${id}#${count}` } };
  });
}
