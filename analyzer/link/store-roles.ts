import { addressesIn } from './address.js';
import type { Candidate } from './candidates.js';
import { fill, fromVariables } from './fill.js';
import type { Variables } from './variables.js';
import type { LinkedStack } from './world.js';

/**
 * The part that a store plays for a component: what the variable `ORDERS_DB_URL` of `orders` leads to. Two stacks may call the
 * same store `orders-db` and `orders-postgresql`; that the same variable of the same component leads to a store of the same
 * technology in both is the evidence that they are one.
 */
export function storeRoles(stacks: readonly LinkedStack[], idOf: ReadonlyMap<Candidate, string>, variables: Variables): ReadonlyMap<Candidate, readonly string[]> {
  const roles = new Map<Candidate, string[]>();
  for (const stack of stacks)
    for (const candidate of stack.candidates)
      for (const { variable, store } of storesOf(stack, candidate, variables)) roles.set(store, [...(roles.get(store) ?? []), `${idOf.get(candidate)!}\u0000${variable}`]);
  return roles;
}

function storesOf(stack: LinkedStack, candidate: Candidate, variables: Variables): { readonly variable: string; readonly store: Candidate }[] {
  return candidate.workloads.flatMap((workload) =>
    workload.fact.containers.flatMap((container) => {
      const own = variables.ofContainer(stack, workload, container);
      const lookup = fromVariables(new Map(own.map((v) => [v.name, v.value])));
      return own.flatMap(({ name, value }) => {
        const [address, ...others] = addressesIn(fill(value, lookup));
        const answer = address && others.length === 0 ? stack.names(address.host, { namespace: workload.namespace, workload: workload.fact }) : undefined;
        const store = answer?.is === 'components' && answer.candidates.length === 1 ? answer.candidates[0]! : undefined;
        return store?.technology !== undefined && store !== candidate ? [{ variable: name, store }] : [];
      });
    }),
  );
}
