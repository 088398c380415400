import { groupBy } from '../../../analyzer/facts/groups.js';
import type { DestinationRuleFact, VirtualServiceFact } from '../../../analyzer/facts/mesh.js';
import type { ObjectRef } from '../../../analyzer/facts/types.js';
import type { StackView, System } from '../../../analyzer/system/system.js';
import { covers, fullName, sameHost, type HostName } from './names.js';
import { registryOf } from './registry.js';

export interface Placed<F> {
  readonly view: StackView;
  readonly fact: F;
}

interface Named extends Placed<DestinationRuleFact> {
  readonly host: HostName;
}

const rules = new WeakMap<System, { readonly byName: ReadonlyMap<string, readonly Named[]>; readonly wide: readonly Named[] }>();

/** DestinationRules by the Service's name or the host outside; those for a wildcard apart. */
function indexOf(system: System): { readonly byName: ReadonlyMap<string, readonly Named[]>; readonly wide: readonly Named[] } {
  const known = rules.get(system);
  if (known) return known;
  const { nameOf } = registryOf(system);
  const all = system.stacks.flatMap((view) => view.declared('destination-rule').map((fact): Named => ({ view, fact, host: nameOf(view, fact.ref, fact.host.text) })));
  const byName = groupBy(all, (each) => keyOf(each.host));
  const found = { byName, wide: all.filter(({ host }) => host.is === 'wildcard') };
  rules.set(system, found);
  return found;
}

const keyOf = (host: HostName): string => (host.is === 'service' ? host.name : host.host);

/** DestinationRules of the tree that hold for a host as an object writes it. */
export function rulesFor(system: System, view: StackView, object: ObjectRef, host: string): readonly Placed<DestinationRuleFact>[] {
  const wanted = registryOf(system).nameOf(view, object, host);
  const { byName, wide } = indexOf(system);
  return [...(byName.get(keyOf(wanted)) ?? []).filter((each) => sameHost(each.host, wanted)), ...wide.filter((each) => wanted.is !== 'wildcard' && covers(keyOf(each.host), fullName(wanted)))];
}

/** Where a VirtualService of the tree sends requests to this subset, if one does. */
export function routesTo(system: System, view: StackView, rule: DestinationRuleFact, subset: string): Placed<VirtualServiceFact>[] {
  const { nameOf } = registryOf(system);
  const wanted = nameOf(view, rule.ref, rule.host.text);
  return system.stacks.flatMap((other) =>
    other.declared('virtual-service').filter(({ ref, rules }) => rules.some(({ destinations }) => destinations.some((each) => each.subset?.text === subset && each.weight?.text !== '0' && sameHost(nameOf(other, ref, each.host), wanted)))).map((fact) => ({ view: other, fact })),
  );
}
