import { groupBy } from '../../../analyzer/facts/groups.js';
import type { ServiceEntryFact } from '../../../analyzer/facts/mesh.js';
import type { Place } from '../../../analyzer/facts/place.js';
import type { ObjectRef } from '../../../analyzer/facts/types.js';
import type { LinkedService, StackView, System } from '../../../analyzer/system/system.js';
import { isPlaced } from '../objects.js';
import { covers, fullName, hostName, sameHost, visible, type HostName } from './names.js';

/** The hosts that a mesh of this tree knows: Services and ServiceEntries of all its stacks. */
export interface Registry {
  readonly namespaces: ReadonlySet<string>;
  readonly nameOf: (view: StackView, object: ObjectRef, host: string) => HostName;
  readonly find: (view: StackView, object: ObjectRef, host: string) => readonly Registered[];
  /** True when the tree declares a Service in the namespace: then a name that is not among them is a mistake. */
  readonly knows: (host: Extract<HostName, { is: 'service' }>) => boolean;
}

export interface Registered {
  readonly view: StackView;
  readonly ref: ObjectRef;
  readonly at: Place;
  readonly ports: readonly number[];
  readonly service?: LinkedService;
  readonly entry?: ServiceEntryFact;
}

interface Listed extends Registered {
  readonly host: HostName;
  readonly namespace: string;
  readonly exportTo: readonly string[];
}

const registries = new WeakMap<System, Registry>();

export function registryOf(system: System): Registry {
  const known = registries.get(system) ?? build(system);
  registries.set(system, known);
  return known;
}

function build(system: System): Registry {
  const namespaces = new Set(system.stacks.flatMap((view) => [...view.services.map(({ namespace }) => namespace), ...view.workloads.map(({ namespace }) => namespace), ...view.declared('object').filter(({ ref }) => ref.kind === 'Namespace').map(({ ref }) => ref.name)]));
  const withServices = new Set(system.stacks.flatMap((view) => view.services.map(({ namespace }) => namespace)));
  const nameOf: Registry['nameOf'] = (view, object, host) => hostName(view, object, host, namespaces);
  const listed = system.stacks.filter(({ stack }) => stack.kind !== 'compose').flatMap((view) => [...servicesOf(view), ...entriesOf(view, nameOf)]);
  const byName = groupBy(listed, ({ host }) => (host.is === 'service' ? host.name : host.host));
  const wildcards = listed.filter(({ host }) => host.is === 'wildcard');
  const find: Registry['find'] = (view, object, written) => {
    const host = nameOf(view, object, written);
    const own = view.namespaceOf(object);
    const isVisible = (each: Listed) => !isPlaced(view, object) || !isPlaced(each.view, each.ref) || visible(each.exportTo, each.namespace, own);
    const exact = (byName.get(host.is === 'service' ? host.name : host.host) ?? []).filter((each) => sameHost(each.host, host) && isVisible(each));
    if (exact.length > 0) return exact;
    const name = fullName(host);
    // A wildcard asks for anything that it covers.
    if (host.is === 'wildcard') return listed.filter((each) => covers(name, fullName(each.host)) && isVisible(each));
    return wildcards.filter((each) => covers(fullName(each.host), name) && isVisible(each));
  };
  return { namespaces, nameOf, find, knows: ({ namespace, sure }) => (sure ? withServices.has(namespace) : withServices.size > 0) };
}

const servicesOf = (view: StackView): Listed[] =>
  view.services.map((service) => ({
    view, service, namespace: service.namespace, ref: service.fact.ref, at: service.fact.at,
    host: { is: 'service', name: service.fact.ref.name, namespace: service.namespace, sure: isPlaced(view, service.fact.ref), short: false },
    ports: service.fact.ports.map(({ port }) => port),
    exportTo: (service.fact.annotations['networking.istio.io/exportTo']?.value ?? '').split(',').map((text) => text.trim()).filter(Boolean),
  }));

const entriesOf = (view: StackView, nameOf: Registry['nameOf']): Listed[] =>
  view.declared('service-entry').flatMap((entry) => entry.hosts.map(({ text }) => ({ view, entry, namespace: view.namespaceOf(entry.ref), ref: entry.ref, at: entry.at, host: nameOf(view, entry.ref, text), ports: entry.ports.map(({ number }) => number), exportTo: entry.exportTo })));
