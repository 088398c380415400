import type { ts } from 'ts-morph';
import type { Template } from '../../../facts/template.js';
import type { DependencyKind } from '../../../facts/types.js';
import type { Library } from '../clients/library.js';
import type { Context } from '../evaluate/context.js';
import type { Call } from '../evaluate/value.js';
import { moduleOf } from '../source/module.js';
import type { Program } from '../program.js';
import { originOf, pathOf, urlForm } from './address.js';
import { addressKey, type Collected, type Instance, type Use } from './collect.js';
import { createAdoption } from './adoption.js';
import type { Runners } from './usage.js';
import { isResolved, variantsOf, type Address } from './variants.js';

/** One client in the making: an instance with one address, or the calls of a shared function to one address. */
export interface Group {
  readonly library: Library;
  readonly kind: DependencyKind;
  readonly packages: readonly string[];
  readonly targets: readonly Template[];
  readonly targetAt: ts.Node;
  readonly at: ts.Node;
  /** The call that made the instance, for its options. */
  readonly base: Call | undefined;
  readonly uses: { readonly use: Use; readonly path: Template | undefined }[];
  /** What only connects the same client. */
  readonly echoes?: Group['uses'];
}

export const requestsOf = (group: Group): Group['uses'] => group.uses.filter(({ use }) => !use.operation.lifecycle);

/** Uses by client, by what they do (publish or consume) and by who runs them. */
export function groupUses(program: Program, collected: Collected, runners: Runners): readonly Group[] {
  const adopt = createAdoption(program, collected.instances);
  const groups = new Map<string, Group>();
  for (const use of collected.uses) {
    const instance = use.instance && adopt(collected.instances.get(use.instance));
    for (const placed of placedUses(program.context, use, instance)) addUse(groups, runners, use, placed);
  }
  for (const instance of collected.instances.values()) if (adopt(instance) === instance) addUnused(groups, runners, instance);
  return withoutEchoes([...groups.values()]).filter((g) => !g.library.certain || g.targets.some(isResolved));
}

interface Placed {
  readonly targets: readonly Template[];
  readonly targetAt: ts.Node;
  readonly at: ts.Node;
  readonly base: Call | undefined;
  readonly path: Template | undefined;
  /** Tells clients of one making call apart. */
  readonly key: string;
}

/** Where a use leads: its own URL when that has an origin, else the addresses of its instance. */
function placedUses(context: Context, use: Use, instance: Instance | undefined): Placed[] {
  if (use.operation.names) return variantsOf(context, use.call, use.operation.names).map((a) => ({ targets: a.targets, targetAt: a.at, at: a.chosenAt ?? use.call.call, base: undefined, path: undefined, key: a.key }));
  const addresses = instance ? chosen(instance.addresses, use.seen) : [];
  const based = addresses.some((a) => a.targets.length > 0);
  const urls = use.operation.url ? variantsOf(context, use.call, use.operation.url) : [];
  const own = urls.filter(({ targets: [url] }) => url && (urlForm(url) === 'absolute' || (urlForm(url) === 'unknown' && !based)));
  if (own.length > 0) return own.map((a) => ({ targets: [originOf(a.targets[0]!)], targetAt: a.at, at: a.chosenAt ?? use.call.call, base: instance?.made, path: pathOf(a.targets[0]!), key: '' }));
  // A path without a base leads to whoever served the page or to the process itself.
  if (use.operation.url && !based) return [];
  const path = urls[0]?.targets[0] && pathOf(urls[0].targets[0]);
  return addresses.map((a) => ({ ...placedAt(a, instance!), path }));
}

const chosen = (addresses: readonly Address[], seen: readonly string[]): readonly Address[] => {
  const own = addresses.filter((a) => seen.includes(a.key));
  return own.length > 0 ? own : addresses;
};

const placedAt = (address: Address, instance: Instance): Placed => ({ targets: address.targets.map(originOf), targetAt: address.at, at: address.chosenAt ?? instance.made.call, base: address.call, path: undefined, key: address.key });

function addUse(groups: Map<string, Group>, runners: Runners, use: Use, placed: Placed): void {
  const kind = use.operation.kind ?? use.library.kind;
  const packages = runners(use.call.call);
  const scope = placed.base ? `${placed.base.call.pos} ${moduleOf(placed.base.call)}` : moduleOf(use.call.call);
  const key = JSON.stringify([use.library.id, scope, isSilent(use) ? '' : kind, packages, placed.targets, placed.key]);
  const group = groups.get(key) ?? { library: use.library, kind, packages, targets: placed.targets, targetAt: placed.targetAt, at: placed.at, base: placed.base, uses: [] };
  group.uses.push({ use, path: placed.path });
  groups.set(key, group);
}

/** Connecting and closing say nothing about what the client is used for. */
const isSilent = (use: Use): boolean => use.operation.lifecycle === true && use.operation.kind === undefined;

const ON_THE_PAGE = new Set(['http', 'websocket']);

/** An instance that is made and never seen in use still is a dependency of whoever makes it. */
function addUnused(groups: Map<string, Group>, runners: Runners, instance: Instance): void {
  for (const address of instance.addresses) {
    const placed = placedAt(address, instance);
    if ([...groups.values()].some((g) => g.base?.call === instance.made.call && addressKey(g.targets) === addressKey(placed.targets))) continue;
    // A shared HTTP instance without address is only a bundle of options.
    if (placed.targets.length === 0 && (instance.made.injected || instance.library.operations?.some((o) => o.url))) continue;
    // A path alone leads to whoever served the page.
    if (ON_THE_PAGE.has(instance.library.protocol) && placed.targets.length > 0 && placed.targets.every((t) => t.length === 0)) continue;
    const { targets, targetAt, at, base } = placed;
    groups.set(JSON.stringify(['made', moduleOf(at), at.pos, instance.made.call.pos, address.key]), { library: instance.library, kind: instance.library.kind, packages: runners(at), targets, targetAt, at, base, uses: [] });
  }
}

/** Who only connects a client that others of the tree publish and consume with is not one of its users. */
function withoutEchoes(groups: readonly Group[]): Group[] {
  const used = groups.filter((g) => requestsOf(g).length > 0);
  const isSame = (a: Group, b: Group): boolean => a.base?.call === b.base?.call && addressKey(a.targets) === addressKey(b.targets);
  const isEcho = (g: Group): boolean => g.uses.length > 0 && requestsOf(g).length === 0 && used.some((u) => isSame(u, g));
  const echoes = groups.filter(isEcho);
  return groups.filter((g) => g.packages.length > 0 && !echoes.includes(g)).map((g) => ({ ...g, echoes: echoes.filter((echo) => isSame(g, echo)).flatMap((echo) => echo.uses) }));
}
