import { compareText } from '../../../facts/place.js';
import { showTemplate } from '../../../facts/template.js';
import type { DependencyKind } from '../../../facts/types.js';
import { addressOf, isAbsolute } from '../address.js';
import type { SourceNode } from '../node.js';
import type { Flow } from './evaluate.js';
import { carriersOf, entryAt, readTexts, type Site, type Target } from './sources.js';
import type { Use } from './uses.js';
import { madeKey, rootOf, type Made } from './value.js';

/** One client: an instance with its calls, or the calls of a shared function that go to one address. */
export interface Group {
  /** Identity of the instance. */
  readonly who: string;
  readonly library: Use['library'];
  readonly dependency: DependencyKind;
  readonly protocol: string;
  readonly base: Use | undefined;
  /** Roots of the programs in which it is reached on this way. */
  readonly packages: readonly string[];
  readonly uses: Use[];
  readonly targets: readonly Target[];
  readonly at: SourceNode;
}

interface Address {
  readonly targets: readonly Target[];
  readonly protocol: string | undefined;
  readonly dependency: DependencyKind | undefined;
}

/** Undefined: it talks to nothing on the network. */
type Resolved = Address | undefined;

export function groupUses(flow: Flow, uses: readonly Use[], packagesOf: (file: string) => readonly string[]): Group[] {
  const bases = new Map<string, Use>();
  for (const use of uses) if (isBase(use)) for (const made of [flow.value(use.expression, use.frame)]) if (made.is === 'made') bases.set(madeKey(rootOf(made)), bases.get(madeKey(rootOf(made))) ?? use);
  const groups = new Map<string, Group>();
  const used = new Set<string>();
  const lifecycle: { readonly use: Use; readonly key: string }[] = [];
  for (const use of uses) {
    if (use.call.carries || use.call.makes !== undefined) continue;
    const root = use.receiver && rootOf(use.receiver);
    const base = root && (bases.get(madeKey(root)) ?? madeAt(flow, root));
    if (use.call.lifecycle) {
      if (root) lifecycle.push({ use, key: madeKey(root) });
      continue;
    }
    const address = addressFor(flow, use, base);
    if (!address) continue;
    if (root) used.add(madeKey(root)).add(root.frame ? '' : originKey(root));
    add(groups, use, base, root, address, packagesOf);
  }
  for (const [key, base] of bases) {
    const made = flow.value(base.expression, base.frame);
    if (used.has(key) || base.call.carries || (made.is === 'made' && used.has(originKey(rootOf(made))))) continue;
    const address = addressFor(flow, undefined, base);
    if (address) add(groups, base, base, made.is === 'made' ? made : undefined, address, packagesOf);
  }
  // What is done with an instance as a whole holds for whatever it talks to.
  const byInstance = new Map<string, Group[]>();
  for (const group of groups.values()) byInstance.set(group.who, [...(byInstance.get(group.who) ?? []), group]);
  for (const { use, key } of lifecycle) for (const group of byInstance.get(key) ?? []) group.uses.push(use);
  return [...groups.values()].sort((a, b) => compareText(a.at.source.file, b.at.source.file) || a.at.start - b.at.start || compareText(a.dependency, b.dependency));
}

/** The construction of something that was found on another way than the constructions were. */
function madeAt(flow: Flow, { origin, frame }: Made): Use | undefined {
  const match = origin && entryAt(flow, { expression: origin, frame });
  return match && origin ? { ...match, expression: origin, frame, receiver: undefined, called: '' } : undefined;
}

/** A construction, rather than a request. */
const isBase = (use: Use): boolean => use.call.makes !== undefined && use.call.from === undefined && use.receiver === undefined && use.call.carries === undefined;

/** Where it was made, on whatever way: a construction whose calls are known on another way is no further client. */
const originKey = (made: Made): string => (made.origin ? `origin ${made.origin.node.source.file}:${made.origin.node.start}` : '');

function add(groups: Map<string, Group>, use: Use, base: Use | undefined, root: Made | undefined, address: Address, packagesOf: (file: string) => readonly string[]): void {
  const dependency = use.call.dependency ?? base?.call.dependency ?? address.dependency ?? use.library.dependency;
  const at = base ? base.expression.node : use.expression.node;
  const where = address.targets.map((t) => showTemplate(addressOf(t.template)) + JSON.stringify(addressOf(t.template))).join(',');
  const packages = packagesOnWay(base ?? use, packagesOf);
  const who = root?.origin ? madeKey(root) : `${use.library.id} ${packages.join(' ')}`;
  const key = `${who}|${dependency}|${where}|${packages.join(' ')}`;
  const known = groups.get(key);
  if (known) known.uses.push(use);
  else groups.set(key, { who, library: use.library, dependency, protocol: address.protocol ?? use.call.protocol ?? use.library.protocol, base, packages, uses: use === base ? [] : [use], targets: address.targets, at });
}

/** Programs that have every call on the way in them: a helper that all share is called with this address by some only. */
export function packagesOnWay({ expression, frame }: Site, packagesOf: (file: string) => readonly string[]): readonly string[] {
  const own = packagesOf(expression.node.source.file);
  let all = own;
  for (let f = frame; f; f = f.caller) if (f.call) all = all.filter((root) => packagesOf(f!.call!.node.source.file).includes(root));
  return all.length > 0 ? all : own;
}

/** The address of a call: its own where it names one, else that of its client. */
function addressFor(flow: Flow, use: Use | undefined, base: Use | undefined): Resolved {
  const own = use ? siteAddress(flow, use, use) : undefined;
  if (own && own.targets.length > 0 && (!base || names(base) || isAbsolute(own.targets[0]!.template))) return own;
  const given = base ? siteAddress(flow, base, base) : own;
  return given && own?.dependency ? { ...given, dependency: own.dependency } : given && use && !base && given.targets.some((t) => !isAbsolute(t.template) && !('unknown' in (t.template[0] ?? { unknown: '' }))) && use.library.protocol === 'http' ? { ...given, targets: [] } : given;
}

/** A client without an address of its own, whose calls name what they are for. */
const names = ({ call, library }: Use): boolean => call.target === undefined && library.protocol !== 'http';

function siteAddress(flow: Flow, site: Site, { call, library }: Pick<Use, 'call' | 'library'>): Resolved {
  const spoken = spokenAt(flow, site, call);
  if (spoken === 'none') return undefined;
  const own = readTexts(flow, site, call.target ?? []);
  if (own.length > 0) return { targets: own, protocol: spoken?.protocol ?? call.protocol ?? schemeOf(own, library.protocol), dependency: spoken?.dependency };
  for (const carrier of carriersOf(flow, site)) {
    const entry = entryAt(flow, carrier);
    const carried = entry && siteAddress(flow, carrier, entry);
    if (carried && carried.targets.length > 0) return { ...carried, protocol: carried.protocol ?? spoken?.protocol };
  }
  return { targets: [], protocol: spoken?.protocol, dependency: spoken?.dependency };
}

function spokenAt(flow: Flow, site: Site, call: Use['call']): { readonly protocol: string; readonly dependency?: DependencyKind } | 'none' | undefined {
  if (!call.protocols) return undefined;
  const [named] = readTexts(flow, site, [call.protocols.source]);
  const name = named && named.template.every((p) => 'text' in p) ? showTemplate(named.template) : undefined;
  if (name === undefined) return undefined;
  return Object.hasOwn(call.protocols.values, name) ? call.protocols.values[name] : 'none';
}

const SCHEMES: readonly (readonly [RegExp, string])[] = [[/^postgres/, 'postgresql'], [/^mysql|^mariadb/, 'mysql'], [/^mssql|^sqlserver/, 'sqlserver'], [/^oracle/, 'oracle'], [/^rediss?$/, 'redis'], [/^amqps?$|^pyamqp$/, 'amqp'], [/^mongodb/, 'mongodb'], [/^sqs$/, 'sqs'], [/^sqlite/, 'sqlite'], [/^kafka/, 'kafka'], [/^clickhouse/, 'clickhouse'], [/^cockroachdb/, 'postgresql']];

/** The scheme of a URL says what is spoken, where a library speaks several. */
function schemeOf(targets: readonly Target[], otherwise: string): string {
  const first = targets[0]?.template[0];
  const text = first && ('text' in first ? first.text : 'env' in first && first.fallback?.[0] && 'text' in first.fallback[0] ? first.fallback[0].text : '');
  const scheme = /^([a-z][a-z\d+]*):\/\//.exec(text ?? '')?.[1];
  return SCHEMES.find(([pattern]) => scheme !== undefined && pattern.test(scheme))?.[1] ?? otherwise;
}
