import { baselineOf, itemKey, sorted, type Baseline } from './baseline.js';
import type { Side } from './side.js';

type Lists = Pick<Baseline, 'rules' | 'stacks' | 'components' | 'dependencies' | 'settings' | 'findings'>;

/** What of the baseline and of now is meant by a fingerprint, a rule's id or a component's id; undefined where it is nothing of these. */
export function accept(baseline: Baseline, now: Side, name: string): Baseline | undefined {
  const current = baselineOf(now);
  const both = (of: (one: Baseline) => readonly string[]): boolean => of(baseline).includes(name) || of(current).includes(name);
  if (both(({ components }) => components.map(({ id }) => id))) return take(baseline, current, concerns(name));
  if (both(({ rules }) => rules.map(({ id }) => id))) return take(baseline, current, { rules: ({ id }) => id === name, findings: ({ rule }) => rule === name });
  if (both(({ findings }) => findings.map(({ fingerprint }) => fingerprint))) return take(baseline, current, { findings: ({ fingerprint }) => fingerprint === name });
  return undefined;
}

type Choice = { readonly [L in keyof Lists]?: (item: Lists[L][number]) => boolean };

/** A component with all that is said of it, and what it needs. */
const concerns = (name: string): Choice => ({
  components: ({ id }) => id === name,
  dependencies: ({ from }) => from === name,
  settings: ({ on }) => (typeof on === 'string' ? on : on.from) === name,
  findings: ({ subject }) => ('component' in subject ? subject.component : subject.from) === name,
});

/** The chosen items as they are now, the others as they were. Stacks are what the rest refers to. */
function take(before: Baseline, now: Baseline, choice: Choice): Baseline {
  const list = <L extends keyof Lists>(name: L): Lists[L] => {
    const chosen = (choice[name] ?? (() => false)) as (item: Lists[L][number]) => boolean;
    return sorted<unknown>([...before[name].filter((one) => !chosen(one)), ...now[name].filter(chosen)]) as unknown as Lists[L];
  };
  const kept = new Set(before.stacks.map(({ id }) => id));
  return {
    ...before, rules: list('rules'), components: list('components'), dependencies: list('dependencies'), settings: list('settings'), findings: list('findings'),
    stacks: sorted([...before.stacks, ...now.stacks.filter(({ id }) => !kept.has(id))]),
  };
}

/** Without what is not there any more; nothing is added, and nothing that changed is accepted. */
export function prune(baseline: Baseline, now: Side, stillFound: (fingerprint: string) => boolean): Baseline {
  const current = baselineOf(now);
  const keys = (items: readonly unknown[]): ReadonlySet<string> => new Set(items.map(itemKey));
  const there = <T>(items: readonly T[], known: ReadonlySet<string>): readonly T[] => items.filter((one) => known.has(itemKey(one)));
  return {
    ...baseline,
    stacks: there(baseline.stacks, keys(current.stacks)),
    components: there(baseline.components, keys(current.components)),
    dependencies: there(baseline.dependencies, keys(current.dependencies)),
    settings: there(baseline.settings, keys(current.settings)),
    findings: baseline.findings.filter(({ fingerprint }) => stillFound(fingerprint)),
  };
}
