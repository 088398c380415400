import type { ObjectRef } from '../../../analyzer/facts/types.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { isPlaced } from '../objects.js';

/** What a host in a mesh object means. */
export type HostName =
  /** `sure`: the namespace is written somewhere; else it is whatever the manifest is deployed to. `short`: `cart.shop` and `cart.shop.svc`, which the cluster's DNS knows and the mesh's registry does not. */
  | { readonly is: 'service'; readonly name: string; readonly namespace: string; readonly sure: boolean; readonly short: boolean }
  | { readonly is: 'wildcard' | 'outside'; readonly host: string };

/** Istio completes a name without dots with the object's namespace and takes any other as it is. https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination */
export function hostName(view: StackView, object: ObjectRef, written: string, namespaces: ReadonlySet<string>): HostName {
  const host = written.toLowerCase();
  if (host.includes('*')) return { is: 'wildcard', host };
  const labels = host.split('.');
  if (labels.length === 1) return { is: 'service', name: host, namespace: view.namespaceOf(object), sure: isPlaced(view, object), short: false };
  if (labels[2] === 'svc') return { is: 'service', name: labels[0]!, namespace: labels[1]!, sure: true, short: labels.length === 3 };
  if (labels.length === 2 && namespaces.has(labels[1]!)) return { is: 'service', name: labels[0]!, namespace: labels[1]!, sure: true, short: true };
  return { is: 'outside', host };
}

/** Both may mean one Service: a namespace that nobody wrote is compatible with any. */
export function sameHost(a: HostName, b: HostName): boolean {
  if (a.is === 'service' && b.is === 'service') return a.name === b.name && (a.namespace === b.namespace || !a.sure || !b.sure);
  return a.is !== 'service' && b.is !== 'service' && a.host === b.host;
}

/** `*.example.com` covers `api.example.com`, `*` everything. */
export const covers = (pattern: string, host: string): boolean => pattern === '*' || pattern === host || (pattern.startsWith('*') && host.endsWith(pattern.slice(1)));

/** Istio's own comparison of two hosts, of which each may be a wildcard. */
export const overlap = (a: string, b: string): boolean => covers(a, b) || covers(b, a) || (a.startsWith('*') && b.startsWith('*') && (a.endsWith(b.slice(1)) || b.endsWith(a.slice(1))));

export const fullName = (host: HostName): string => (host.is === 'service' ? `${host.name}.${host.namespace}.svc.cluster.local` : host.host);

/** Whether an object of one namespace is visible in another: `.` is its own, `*` or nothing all. https://istio.io/latest/docs/reference/config/networking/service-entry/ */
export const visible = (exportTo: readonly string[], own: string, from: string): boolean => exportTo.length === 0 || exportTo.includes('*') || exportTo.includes(from) || (exportTo.includes('.') && own === from);

/** What to call a namespace that a reference is written with: `name` or `namespace/name`. */
export function qualified(view: StackView, object: ObjectRef, text: string): { readonly namespace: string; readonly name: string; readonly sure: boolean } {
  const slash = text.indexOf('/');
  return slash < 0 ? { namespace: view.namespaceOf(object), name: text, sure: isPlaced(view, object) } : { namespace: text.slice(0, slash), name: text.slice(slash + 1), sure: true };
}
