import type { Place } from '../../../analyzer/facts/place.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { explicit } from '../../support/clients.js';

/** A client with the pool that it shares, and how many connections that has. */
export interface Shared {
  readonly link: ClientLink;
  readonly at: Place;
  readonly connections: number;
}

/** Apache's client has two connections for each route in version 4 and five in version 5, unless somebody says otherwise. */
const APART_BY_DEFAULT: ReadonlySet<string> = new Set(['spring-resttemplate', 'spring-restclient', 'apache-hc4', 'apache-hc5']);

/** The pool that a client's calls go through, where that has a limit for all hosts, and none for each that is below it. */
export function sharedBy(link: ClientLink): Shared[] {
  const [total, each] = [explicit(link.fact, 'sharedConnections'), explicit(link.fact, 'connectionsPerHost')];
  if (link.fact.phase !== 'request' || link.fact.madeFor || total?.from !== 'explicit' || typeof total.value !== 'number' || total.value <= 0) return [];
  const apart = each === undefined ? APART_BY_DEFAULT.has(link.fact.library) : each.from !== 'explicit' || (typeof each.value === 'number' && each.value > 0 && each.value < total.value);
  return apart ? [] : [{ link, at: total.at, connections: total.value }];
}
