import type { RouteFact } from '../facts/types.js';
import type { SettingValue } from '../graph/document.js';
import { clientDefaults } from '../knowledge/clients.js';
import { evidence } from './evidence.js';
import type { SettingRow } from './setting-rows.js';

/**
 * Proxies by the class that an Ingress names; a class of another name may be anything. HAProxy is left out: each of its
 * controllers configures it with limits of its own.
 */
const BY_CLASS: Readonly<Record<string, string>> = { nginx: 'ingress-nginx', traefik: 'traefik', alb: 'aws-alb', gce: 'gcp-backend-service' };

/** Annotations of these prefixes are written for one proxy, also where no class is. */
const BY_ANNOTATION: readonly (readonly [prefix: string, library: string])[] = [
  ['nginx.ingress.kubernetes.io/', 'ingress-nginx'], ['traefik.ingress.kubernetes.io/', 'traefik'], ['alb.ingress.kubernetes.io/', 'aws-alb'],
];

/** The proxy that serves a route, as an id in `knowledge/clients.yaml`; undefined where nothing says which it is. */
function proxyOf({ className, annotations }: RouteFact): string | undefined {
  if (className !== undefined) return Object.hasOwn(BY_CLASS, className) ? BY_CLASS[className] : undefined;
  return BY_ANNOTATION.find(([prefix]) => Object.keys(annotations).some((key) => key.startsWith(prefix)))?.[1];
}

/** What the proxy in front does where the route says nothing: how long it waits, how often it tries. */
export function proxyDefaults(route: RouteFact): Omit<SettingRow, 'on' | 'stack'>[] {
  const library = proxyOf(route);
  const defaults = library === undefined ? undefined : clientDefaults(library);
  if (library === undefined || !defaults?.verified) return [];
  const how = evidence(route.at, 'default', library);
  const row = (name: string, value: SettingValue | undefined): Omit<SettingRow, 'on' | 'stack'>[] => (value === undefined ? [] : [{ name, value, origin: 'default', source: defaults.source, evidence: how }]);
  // An idle limit ends connections on which nothing is sent; waiting for an answer is that, too, but its end is named apart.
  return [...row(defaults.timeoutScope === 'idle' ? 'entryIdleTimeout' : 'entryTimeout', defaults.timeout), ...row('entryRetries', defaults.retries)];
}
