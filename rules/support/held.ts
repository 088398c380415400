import { push } from '../../analyzer/facts/groups.js';
import { comparePlaces, type Place } from '../../analyzer/facts/place.js';
import type { DependencyKind, LockFact, TransactionFact } from '../../analyzer/facts/types.js';
import type { ClientLink, System } from '../../analyzer/system/system.js';
import { timeoutOf } from './clients.js';

/** A call that is made while a transaction or a lock is held, with where that begins and the calls that lead there. */
export interface Held {
  readonly link: ClientLink;
  readonly at: Place;
  readonly path: readonly Place[];
}

/** What a component calls while it holds something, by whom it calls; only what a request waits for. */
export function heldCalls(system: System, component: string, holdings: readonly (TransactionFact | LockFact)[], kinds: readonly DependencyKind[]): ReadonlyMap<string, readonly [Held, ...Held[]]> {
  const byTarget = new Map<string, [Held, ...Held[]]>();
  const held = holdings.flatMap(({ at, reaches }) => reaches.map(({ client, path }) => ({ link: system.client(client), at, path }))).sort((a, b) => comparePlaces(a.path[0]!, b.path[0]!));
  for (const { link, at, path } of held)
    if (link && kinds.includes(link.fact.dependency) && link.fact.phase === 'request' && link.fact.scheduled === undefined)
      for (const to of link.targets.filter((target) => target !== component)) push(byTarget as Map<string, Held[]>, to, { link, at, path });
  return byTarget;
}

/** The limit of a held call in milliseconds, and whether somebody wrote it. */
export function limitOf({ link }: Held): { readonly ms: number; readonly written: boolean } | undefined {
  const limit = timeoutOf(link.fact);
  return limit.from !== 'unknown' && typeof limit.value === 'number' && limit.value > 0 ? { ms: limit.value, written: limit.from === 'explicit' } : undefined;
}

/** Related places: where it begins, the way to the call, and the other calls. */
export function heldPlaces([first, ...rest]: readonly [Held, ...Held[]], begins: string, other: string): { readonly at: Place; readonly text: string }[] {
  const others = [...new Map(rest.map(({ path }) => [JSON.stringify(path[0]), path[0]!])).values()].filter((at) => comparePlaces(at, first.path[0]!) !== 0);
  return [{ at: first.at, text: begins }, ...first.path.slice(1).map((at) => ({ at, text: 'on the way to the call' })), ...others.map((at) => ({ at, text: other }))];
}
