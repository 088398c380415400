import { compareText } from '../../facts/place.js';
import type { GraphDocument, Stack } from '../../graph/document.js';

/**
 * Stacks of the base by their ids in the head: the same id, else (a folder was moved, manifests became a chart) the same purpose
 * and for the most part the same components. `component` gives a component's id in the head. Between environments only what is
 * in them counts.
 */
export function pairStacks(base: GraphDocument, head: GraphDocument, component: (id: string) => string | undefined, acrossEnvironments = false): ReadonlyMap<string, string> {
  const [before, after] = [membersOf(base, component), membersOf(head, (id) => id)];
  const ids = new Set(head.stacks.map(({ id }) => id));
  const pairs = new Map(base.stacks.flatMap(({ id }) => (ids.has(id) ? [[id, id] as const] : [])));
  const taken = new Set(pairs.values());
  const candidates = base.stacks.filter(({ id }) => !pairs.has(id)).flatMap((from) =>
    head.stacks.filter(({ id }) => !taken.has(id)).flatMap((to) => {
      const alike = acrossEnvironments || samePurpose(from, to) ? overlap(before(from.id), after(to.id)) : 0;
      return alike >= (acrossEnvironments ? 0.2 : 0.5) ? [{ from: from.id, to: to.id, alike }] : [];
    }));
  candidates.sort((a, b) => b.alike - a.alike || compareText(a.from, b.from) || compareText(a.to, b.to));
  for (const { from, to } of candidates)
    if (!pairs.has(from) && !taken.has(to)) {
      pairs.set(from, to);
      taken.add(to);
    }
  return pairs;
}

const onCluster: ReadonlySet<Stack['kind']> = new Set(['kubernetes', 'kustomize', 'helm']);

const samePurpose = (a: Stack, b: Stack): boolean => a.environment === b.environment && (a.kind === b.kind || (onCluster.has(a.kind) && onCluster.has(b.kind)));

function membersOf({ components }: GraphDocument, component: (id: string) => string | undefined): (stack: string) => ReadonlySet<string> {
  const members = new Map<string, Set<string>>();
  for (const { id, stacks } of components)
    for (const stack of stacks) (members.get(stack) ?? members.set(stack, new Set()).get(stack)!).add(component(id) ?? ` ${id}`);
  return (stack) => members.get(stack) ?? new Set();
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((one) => b.has(one)).length;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}
