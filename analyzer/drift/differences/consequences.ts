import { compareText } from '../../facts/place.js';
import type { Dependency } from '../../graph/document.js';
import { bestPlace, componentPlace, judged, places, type Context, type Indexed } from '../context.js';
import type { Difference } from '../drift.js';
import { names } from '../words.js';
import { stopping } from './fall.js';

/** What follows from the graph as a whole, in the stacks that both sides have: how far failures reach, circles, multiplied load. */
export function consequences(context: Context): readonly Difference[] {
  const stacks = [...context.stacks].filter((stack) => context.serves([stack])).sort(compareText);
  return stacks.flatMap((stack) => [...reaches(context, stack), ...cycles(context, stack), ...amplification(context, stack)]);
}

const membersOf = ({ graph }: Indexed, stack: string): ReadonlySet<string> => new Set(graph.components.filter(({ stacks }) => stacks.includes(stack)).map(({ id }) => id));

// ---------------------------------------------------------------- reach

interface Reach {
  readonly component: string;
  /** Services that were there before and stop with it now, and did not; or the other way round. */
  readonly changed: readonly string[];
  readonly lost: readonly string[];
  readonly of: number;
}

function reaches(context: Context, stack: string): readonly Difference[] {
  const { base, head } = context;
  const [before, after] = [membersOf(base, stack), membersOf(head, stack)];
  const reach = (id: string, side: Indexed, other: Indexed, known: ReadonlySet<string>): Reach => {
    const { lost, of } = side.analysis.blast(id, stack);
    const others = new Set(other.analysis.blast(id, stack).lost);
    return { component: id, changed: lost.filter((one) => !others.has(one) && known.has(one)), lost, of };
  };
  const grown = [...after].map((id) => reach(id, head, base, before)).filter(({ changed }) => changed.length > 0);
  const larger = new Set(grown.map(({ component }) => component));
  const shrunk = [...after].filter((id) => before.has(id) && !larger.has(id)).map((id) => reach(id, base, head, after)).filter(({ changed }) => changed.length > 0);
  return [...together(context, grown, stack).map((group) => grew(context, stack, group)), ...together(context, shrunk, stack).map((group) => shrank(context, stack, group))];
}

/** Components that reach the same services further are behind one change; the one that the change names speaks for them. */
function together(context: Context, reaches: readonly Reach[], stack: string): readonly (readonly Reach[])[] {
  const groups = new Map<string, Reach[]>();
  for (const one of reaches) {
    const key = [...one.changed].sort(compareText).join(' ');
    (groups.get(key) ?? groups.set(key, []).get(key)!).push(one);
  }
  const named = changedEnds(context, stack);
  const rank = ({ component }: Reach): number => (named.has(component) ? 0 : 1);
  return [...groups.values()].map((group) => group.sort((a, b) => rank(a) - rank(b) || b.lost.length - a.lost.length || compareText(a.component, b.component)));
}

/** What a dependency leads to that only one side has, or that is hard on one side only. */
function changedEnds({ base, head }: Context, stack: string): ReadonlySet<string> {
  const keys = ({ graph }: Indexed): ReadonlyMap<string, Dependency> =>
    new Map(graph.dependencies.filter(({ stacks }) => stacks.includes(stack)).map((row) => [JSON.stringify([row.from, row.to, row.kind, row.phase, row.strength]), row]));
  const [before, after] = [keys(base), keys(head)];
  return new Set([...[...after].filter(([key]) => !before.has(key)), ...[...before].filter(([key]) => !after.has(key))].map(([, { to }]) => to));
}

function grew({ base, head }: Context, stack: string, [first, ...rest]: readonly Reach[]): Difference {
  const { component, lost, of, changed } = first!;
  const before = base.analysis.blast(component, stack).lost.length;
  const message = `if ${component} fails, ${stopping(lost, of)}${before > 0 ? `; before, it was ${before}` : ''}${alike(rest)}`;
  return { kind: 'blast-radius', judgement: 'weaker', subject: { component }, stacks: [stack], before, after: lost.length, message, lost: { services: changed, of }, ...places(componentPlace(base, component, [stack]), componentPlace(head, component, [stack])) };
}

function shrank({ base, head }: Context, stack: string, [first, ...rest]: readonly Reach[]): Difference {
  const { component, lost, changed } = first!;
  const after = head.analysis.blast(component, stack).lost.length;
  const message = `if ${component} fails, ${names(changed)} ${changed.length === 1 ? 'goes' : 'go'} on now${alike(rest)}`;
  return { kind: 'blast-radius', judgement: 'stronger', subject: { component }, stacks: [stack], before: lost.length, after, message, ...places(componentPlace(base, component, [stack]), componentPlace(head, component, [stack])) };
}

const alike = (rest: readonly Reach[]): string => (rest.length === 0 ? '' : `; the same for ${names(rest.map(({ component }) => component))}`);

// ---------------------------------------------------------------- circles

function cycles(context: Context, stack: string): readonly Difference[] {
  return (['request', 'startup'] as const).flatMap((phase) => {
    const [before, after] = [context.base, context.head].map(({ analysis }) => analysis.cycles(phase, stack)) as [readonly Cycle[], readonly Cycle[]];
    const isNew = (one: Cycle, others: readonly Cycle[]): boolean => !others.some((other) => membersIn(other).filter((id) => membersIn(one).includes(id)).length > 1);
    return [
      ...after.filter((one) => isNew(one, before)).map((one) => cycle(context, stack, phase, one, 'head')),
      ...before.filter((one) => isNew(one, after)).map((one) => cycle(context, stack, phase, one, 'base')),
    ];
  });
}

type Cycle = readonly Dependency[];
const membersIn = (cycle: Cycle): readonly string[] => cycle.map(({ from }) => from);

function cycle(context: Context, stack: string, phase: 'request' | 'startup', rows: Cycle, side: 'base' | 'head'): Difference {
  const route = [...membersIn(rows), rows[0]!.from].join(' -> ');
  const isNew = side === 'head';
  const what = phase === 'request' ? `${route} wait for each other: when one slows down, all stop` : `${route} wait for each other to start`;
  return {
    kind: 'cycle', judgement: isNew ? judged(context, 'weaker', [stack]) : 'stronger', subject: { from: rows[0]!.from, to: rows[0]!.to }, stacks: [stack], name: phase, before: !isNew, after: isNew,
    message: isNew ? `${what}` : `${route} no longer wait for each other`, ...places(isNew ? componentPlace(context.base, rows[0]!.from) : bestPlace(context.base, rows[0]!.evidence, [stack]), isNew ? bestPlace(context.head, rows[0]!.evidence, [stack]) : componentPlace(context.head, rows[0]!.from)),
  };
}

// ---------------------------------------------------------------- load

/** The component where it grew most: what lies behind it has the same cause. */
function amplification({ base, head }: Context, stack: string): readonly Difference[] {
  const both = [...membersOf(head, stack)].flatMap((id) => {
    const [before, after] = [base.analysis.amplification(id, stack)?.attempts, head.analysis.amplification(id, stack)?.attempts];
    // Who was not reached before, or is no longer, is told as a dependency.
    return before !== undefined && after !== undefined && before !== after ? [{ id, before, after }] : [];
  });
  const pick = (changed: typeof both): typeof both => changed.sort((a, b) => Math.max(b.after, b.before) - Math.max(a.after, a.before) || compareText(a.id, b.id)).slice(0, 1);
  const tell = ({ id, before, after }: (typeof both)[number], rest: number): Difference => ({
    kind: 'amplification', judgement: after > before ? 'weaker' : 'stronger', subject: { component: id }, stacks: [stack], before, after,
    message: `one request of a user becomes up to ${after} at ${id} (before: ${before})${rest > 0 ? `; ${rest} more ${rest === 1 ? 'component gets' : 'components get'} ${after > before ? 'more' : 'less'}` : ''}`,
    ...places(componentPlace(base, id, [stack]), componentPlace(head, id, [stack])),
  });
  const [more, less] = [both.filter(({ before, after }) => after > before), both.filter(({ before, after }) => after < before)];
  return [...pick([...more]).map((one) => tell(one, more.length - 1)), ...pick([...less]).map((one) => tell(one, less.length - 1))];
}
