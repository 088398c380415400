import { push } from '../../../analyzer/facts/groups.js';
import { matchesSelector } from '../../../analyzer/facts/selectors.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';

/** A budget whose selector could not be read may be about any pod of its namespace. */
export const mayHaveBudget = (view: StackView, { namespace }: Workload): boolean => lookup(view).unread.has(namespace);

/** Budgets of other namespaces that would select its pods. */
export function budgetsElsewhere(view: StackView, { fact, namespace }: Workload): StackView['budgets'] {
  const keys = ['', ...Object.entries(fact.podLabels).map((label) => label.join('='))];
  const candidates = new Set(keys.flatMap((key) => lookup(view).byLabel.get(key) ?? []));
  return [...candidates].filter((budget) => budget.namespace !== namespace && matchesSelector(budget.fact.selector, fact.podLabels));
}

interface Lookup {
  readonly unread: ReadonlySet<string>;
  /** By one label that the selector asks for; under the empty text those that ask for none by value. */
  readonly byLabel: ReadonlyMap<string, StackView['budgets']>;
}

const lookups = new WeakMap<StackView, Lookup>();

/** Every workload asks about every budget, so what cannot match is left out by its first label. */
function lookup(view: StackView): Lookup {
  const known = lookups.get(view);
  if (known) return known;
  const byLabel = new Map<string, StackView['budgets'][number][]>();
  for (const budget of view.budgets) {
    const [label] = Object.entries(budget.fact.selector?.matchLabels ?? {});
    push(byLabel, label === undefined ? '' : label.join('='), budget);
  }
  const unread = new Set(view.budgets.filter(({ fact }) => fact.selector === undefined && fact.selectorAt !== undefined).map(({ namespace }) => namespace));
  const made = { unread, byLabel };
  lookups.set(view, made);
  return made;
}
