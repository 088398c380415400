import type { Place } from '../../../analyzer/facts/place.js';
import type { VirtualServiceFact } from '../../../analyzer/facts/mesh.js';
import type { ObjectRef } from '../../../analyzer/facts/types.js';
import type { System } from '../../../analyzer/system/system.js';
import { isPlaced } from '../objects.js';
import { isTemplated } from '../text.js';
import { overlap } from './names.js';

/** A Gateway of Istio or of the Gateway API, as far as a VirtualService sees it. */
export interface MeshGateway {
  readonly ref: ObjectRef;
  readonly namespace: string;
  /** The namespace is written. */
  readonly sure: boolean;
  readonly at: Place;
  readonly hosts: readonly string[];
  readonly ports: readonly number[];
}

/** Gateways of the tree, of one name or all. */
export function gatewaysNamed(system: System, name?: string): readonly MeshGateway[] {
  return system.stacks.flatMap((view) => {
    const placed = ({ ref, at }: { ref: ObjectRef; at: Place }) => ({ ref, at, namespace: view.namespaceOf(ref), sure: isPlaced(view, ref) });
    const istio = view.declared('mesh-gateway').map((fact) => ({ ...placed(fact), hosts: fact.servers.flatMap(({ hosts }) => hosts.map(({ text }) => text)), ports: fact.servers.map(({ port }) => port) }));
    const kubernetes = view.gateways.filter(({ ref }) => !ref.apiVersion?.startsWith('networking.istio.io/')).map((fact) => ({ ...placed(fact), hosts: fact.listeners.map(({ hostname }) => hostname ?? '*'), ports: fact.listeners.map(({ port }) => port) }));
    return [...istio, ...kubernetes].filter(({ ref }) => name === undefined || ref.name === name);
  });
}

/** `shop/*.example`: for VirtualServices of that namespace only. */
export const serves = (gateway: MeshGateway, { hosts }: VirtualServiceFact, from: string): boolean =>
  gateway.hosts.some((host) => {
    const slash = host.indexOf('/');
    const scope = slash < 0 ? '*' : host.slice(0, slash);
    const inScope = scope === '*' || scope === from || (scope === '.' && gateway.namespace === from);
    return isTemplated(host) || (inScope && hosts.some(({ text }) => isTemplated(text) || overlap(host.slice(slash + 1), text)));
  });
