import { addressesIn } from './address.js';
import type { Candidate } from './candidates.js';
import { fill, fromVariables } from './fill.js';
import type { Variables } from './variables.js';
import type { LinkedStack } from './world.js';

/**
 * The part that a store plays for a component: what the variable `ORDERS_DB_URL` of `orders` leads to, and the only PostgreSQL
 * that its variables lead to. Two stacks may call the same store `orders-db` and `orders-postgresql`; that it plays one part in
 * both is the evidence that they are one.
 */
export function storeRoles(stacks: readonly LinkedStack[], idOf: ReadonlyMap<Candidate, string>, variables: Variables): ReadonlyMap<Candidate, readonly string[]> {
  const roles = new Map<Candidate, string[]>();
  const play = (store: Candidate, of: string, part: string): void => void roles.set(store, [...(roles.get(store) ?? []), `${of}\u0000${part}`]);
  const programs = new Map(stacks.flatMap(({ candidates }) => candidates.flatMap((c) => c.packages.map(({ root }) => [root, idOf.get(c)!] as const))));
  for (const stack of stacks) {
    for (const candidate of stack.candidates) {
      const used = storesOf(stack, candidate, variables);
      for (const { variable, store } of used) play(store, idOf.get(candidate)!, variable);
      for (const store of soleOfTechnology(used.map(({ store }) => store))) play(store, idOf.get(candidate)!, `the only ${store.technology}`);
    }
    // A Compose file beside a program's source that runs none of the team's code is for who starts the program by hand.
    const program = stack.facts.stack.kind === 'compose' && stack.candidates.every(({ technology, packages }) => technology !== undefined || packages.length === 0) ? programs.get(stack.facts.stack.root) : undefined;
    if (program !== undefined) for (const store of soleOfTechnology(stack.candidates)) play(store, program, `the only ${store.technology}`);
  }
  return roles;
}

const soleOfTechnology = (candidates: readonly Candidate[]): Candidate[] => {
  const all = [...new Set(candidates)].filter(({ technology }) => technology !== undefined);
  return all.filter((one) => all.every((other) => other === one || other.technology !== one.technology));
};

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
