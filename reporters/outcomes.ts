import type { Finding, Result } from '../analyzer/report/result.js';
import type { Cause } from './causes.js';
import { ownerOf } from './subject.js';

/** What would happen, worst first: the order in which a reader needs to hear it. */
const outcomes = [
  'Takes an entry point down',
  'Stops other services',
  'Multiplies load',
  'Lets callers hang',
  'Loses state',
  'Breaks on deployment or use',
  'Removes a safety margin',
  'Hygiene',
] as const;
export type Outcome = (typeof outcomes)[number];

/** Groups causes by outcome; groups in order, none empty, causes in the order given. The report page calls it with what it carries. */
export function byOutcome(result: Pick<Result, 'graph' | 'impact'>, causes: readonly Cause[]): { readonly outcome: Outcome; readonly causes: readonly Cause[] }[] {
  const reach: Reach = {
    entries: new Set(result.graph.components.filter((component) => component.entry).map((component) => component.id)),
    lost: new Map(result.impact.map(({ component, lost }) => [component, lost])),
  };
  const groups = new Map<Outcome, Cause[]>(outcomes.map((outcome) => [outcome, []]));
  for (const cause of causes) groups.get(outcomeOf(cause.head, reach))?.push(cause);
  return [...groups].filter(([, members]) => members.length > 0).map(([outcome, members]) => ({ outcome, causes: members }));
}

interface Reach {
  readonly entries: ReadonlySet<string>;
  /** What stops with a component, for findings that do not say. */
  readonly lost: ReadonlyMap<string, readonly string[]>;
}

const THEMES: Readonly<Record<string, Outcome>> = {
  retries: 'Multiplies load',
  timeouts: 'Lets callers hang',
  state: 'Loses state',
  references: 'Breaks on deployment or use',
  traffic: 'Breaks on deployment or use',
  configuration: 'Breaks on deployment or use',
  versions: 'Hygiene',
  observability: 'Hygiene',
  ownership: 'Hygiene',
};

// Only an error's reach is an outage; a warning about the same component says what makes one more likely.
function outcomeOf(finding: Finding, { entries, lost }: Reach): Outcome {
  const byTheme = Object.hasOwn(THEMES, finding.theme) ? THEMES[finding.theme] : undefined;
  if (byTheme) return byTheme;
  const owner = ownerOf(finding);
  const reached = finding.severity === 'error' ? (finding.blast?.lost ?? [owner, ...(lost.get(owner) ?? [])]) : [];
  if (finding.severity === 'error' && [owner, ...reached].some((component) => entries.has(component))) return 'Takes an entry point down';
  // A cycle stops its own members, whoever depends on them.
  return reached.length > 0 || finding.theme === 'topology' ? 'Stops other services' : 'Removes a safety margin';
}
