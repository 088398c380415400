import type { DestinationRuleFact, VirtualServiceFact } from '../../../analyzer/facts/mesh.js';
import type { ObjectRef } from '../../../analyzer/facts/types.js';
import type { StackView, System } from '../../../analyzer/system/system.js';
import { covers, fullName, sameHost } from './names.js';
import { registryOf } from './registry.js';

export interface Placed<F> {
  readonly view: StackView;
  readonly fact: F;
}

/** DestinationRules of the tree that hold for a host as an object writes it. */
export function rulesFor(system: System, view: StackView, object: ObjectRef, host: string): readonly Placed<DestinationRuleFact>[] {
  const { nameOf } = registryOf(system);
  const wanted = nameOf(view, object, host);
  return system.stacks.flatMap((other) =>
    other.declared('destination-rule').filter((fact) => {
      const own = nameOf(other, fact.ref, fact.host.text);
      return own.is === 'wildcard' ? covers(own.host, fullName(wanted)) : sameHost(own, wanted);
    }).map((fact) => ({ view: other, fact })),
  );
}

/** Where a VirtualService of the tree sends requests to this subset, if one does. */
export function routesTo(system: System, view: StackView, rule: DestinationRuleFact, subset: string): Placed<VirtualServiceFact>[] {
  const { nameOf } = registryOf(system);
  const wanted = nameOf(view, rule.ref, rule.host.text);
  return system.stacks.flatMap((other) =>
    other.declared('virtual-service').filter(({ ref, rules }) => rules.some(({ destinations }) => destinations.some((each) => each.subset?.text === subset && each.weight?.text !== '0' && sameHost(nameOf(other, ref, each.host), wanted)))).map((fact) => ({ view: other, fact })),
  );
}
