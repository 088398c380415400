import type { Labels, Selector } from './types.js';

/** Equality selector of a Service: every pair must be there. An empty one selects nothing (the API gives such a Service no endpoints of its own). */
export function matchesLabels(selector: Labels | undefined, labels: Labels): boolean {
  const keys = selector ? Object.keys(selector) : [];
  return keys.length > 0 && keys.every((key) => labels[key] === selector![key]);
}

/** LabelSelector of the API machinery: all requirements hold; an empty selector matches everything, an absent one nothing. */
export function matchesSelector(selector: Selector | undefined, labels: Labels): boolean {
  if (!selector) return false;
  // A plain loop: budgets times workloads, this runs more often than anything else in the rules.
  for (const key in selector.matchLabels) if (labels[key] !== selector.matchLabels[key]) return false;
  return selector.matchExpressions.every((term) => matchesTerm(term, labels));
}

/** Asks for nothing, and so selects everything. */
export const isEmptySelector = ({ matchLabels, matchExpressions }: Selector): boolean => Object.keys(matchLabels).length + matchExpressions.length === 0;

/** `NotIn` and `DoesNotExist` also match where the key is absent. */
function matchesTerm(term: Selector['matchExpressions'][number], labels: Labels): boolean {
  const present = Object.hasOwn(labels, term.key);
  const listed = present && term.values.includes(labels[term.key]!);
  switch (term.operator) {
    case 'In': return listed;
    case 'NotIn': return !listed;
    case 'Exists': return present;
    case 'DoesNotExist': return !present;
    default: return term.operator satisfies never;
  }
}
