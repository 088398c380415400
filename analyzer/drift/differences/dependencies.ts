import { compareText } from '../../facts/place.js';
import type { Component, Dependency, DependencyKind } from '../../graph/document.js';
import { effectOf } from '../../propagation/effects.js';
import { bestPlace, componentPlace, judged, places, type Context, type Indexed } from '../context.js';
import type { Difference } from '../drift.js';
import { presenceIn } from '../presence.js';

/** Who needs whom now and did not, or no longer does, or cannot do without any more. */
export function dependencyDifferences(context: Context): readonly Difference[] {
  const [before, after] = [rowsOf(context.base), rowsOf(context.head)];
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return joinMoves(keys.flatMap((key) => compareRow(context, before.get(key), after.get(key))));
}

const rowsOf = ({ graph }: Indexed): ReadonlyMap<string, Dependency> => new Map(graph.dependencies.map((row) => [JSON.stringify([row.from, row.to, row.kind, row.phase]), row]));

function compareRow(context: Context, before: Dependency | undefined, after: Dependency | undefined): readonly Difference[] {
  const { stacks } = context;
  const goneFrom = before === undefined ? [] : after === undefined ? before.stacks : before.stacks.filter((stack) => stacks.has(stack) && !after.stacks.includes(stack));
  const newIn = after === undefined ? [] : before === undefined ? after.stacks : after.stacks.filter((stack) => stacks.has(stack) && !before.stacks.includes(stack));
  return [
    ...(before && (!after || goneFrom.length > 0) ? [removed(context, before, goneFrom)] : []),
    ...(after && (!before || newIn.length > 0) ? [added(context, after, newIn)] : []),
    ...(before && after ? changed(context, before, after) : []),
  ];
}

const VERBS: Readonly<Record<DependencyKind, string>> = {
  calls: 'calls', routes: 'routes to', stores: 'stores in', caches: 'caches in', publishes: 'publishes to', consumes: 'consumes from',
  registers: 'registers with', configures: 'gets its configuration from', observes: 'reports to', mounts: 'mounts',
};

function added(context: Context, row: Dependency, stacks: readonly string[]): Difference {
  const { base, head } = context;
  const target = head.components.get(row.to);
  // What comes with a component that is itself new takes nothing from anybody.
  const newcomer = !isIn(base, row.from, stacks);
  const judgement = !newcomer && stopsCaller(row, target) ? 'weaker' : 'neutral';
  const how = row.strength === 'soft' ? ', and can do without it' : row.phase === 'startup' ? ' when it starts' : row.phase === 'request' ? '' : ` (${row.phase})`;
  return {
    kind: 'dependency-added', judgement: judged(context, judgement, stacks), subject: { from: row.from, to: row.to }, stacks, name: row.kind, before: null, after: `${row.strength} ${row.phase}`,
    message: `${row.from} ${isApart(context) ? '' : 'now '}${VERBS[row.kind]} ${row.to}${nature(target)}${how}${onlyIn(context, head)}`, ...places(componentPlace(base, row.from, stacks), bestPlace(head, row.evidence, stacks)),
  };
}

/** A hop out of the system or to what keeps data is named. */
function nature(target: Component | undefined): string {
  if (target?.kind === 'external') return ', an external system';
  return target?.kind === 'datastore' || target?.kind === 'cache' || target?.kind === 'broker' ? `, a ${target.kind}` : '';
}

function removed(context: Context, row: Dependency, stacks: readonly string[]): Difference {
  const { base, head } = context;
  const judgement = isIn(head, row.from, stacks) && stopsCaller(row, base.components.get(row.to)) ? 'stronger' : 'neutral';
  return {
    kind: 'dependency-removed', judgement, subject: { from: row.from, to: row.to }, stacks, name: row.kind, before: `${row.strength} ${row.phase}`, after: null,
    message: `${row.from} ${isApart(context) ? '' : 'no longer '}${VERBS[row.kind]} ${row.to}${onlyIn(context, base)}`, ...places(bestPlace(base, row.evidence, stacks), componentPlace(head, row.from, stacks)),
  };
}

function changed(context: Context, before: Dependency, after: Dependency): readonly Difference[] {
  const { from, to, stacks } = after;
  const where = { kind: 'dependency-changed', subject: { from, to }, stacks, ...places(bestPlace(context.base, before.evidence, stacks), bestPlace(context.head, after.evidence, stacks)) } as const;
  const strength: Difference[] = before.strength === after.strength ? [] : [{
    ...where, name: 'strength', before: before.strength, after: after.strength, judgement: judged(context, after.strength === 'hard' ? 'weaker' : 'stronger', stacks),
    message: after.strength === 'hard' ? `${from} can no longer do without ${to}` : `${from} can now do without ${to}`,
  }];
  const protocol: Difference[] = before.protocol === after.protocol ? [] : [{
    ...where, name: 'protocol', before: before.protocol ?? null, after: after.protocol ?? null, judgement: 'neutral', message: `${from} now talks ${after.protocol ?? 'an unknown protocol'} to ${to} (was ${before.protocol ?? 'unknown'})`,
  }];
  return [...strength, ...protocol];
}

/** Environments do not follow each other, nor does what exists follow what is declared. */
const onlyIn = (context: Context, { label }: Indexed): string => (isApart(context) ? `, in ${label} only` : '');
const isApart = ({ across, head }: Context): boolean => across || presenceIn(head) !== undefined;

const stopsCaller = (row: Dependency, target: Component | undefined): boolean => target !== undefined && effectOf(row, target).startsWith('stops');

const isIn = (side: Indexed, id: string, stacks: readonly string[]): boolean => {
  const component = side.components.get(id);
  return component !== undefined && (stacks.length === 0 || component.stacks.length === 0 || component.stacks.some((stack) => stacks.includes(stack)));
};

/** What went from one phase to another is one change. */
function joinMoves(differences: readonly Difference[]): readonly Difference[] {
  const keyOf = ({ subject, name, stacks }: Difference): string => JSON.stringify([subject, name, stacks]);
  const gone = new Map(differences.filter(({ kind }) => kind === 'dependency-removed').map((one) => [keyOf(one), one]));
  const moved = new Set<Difference>();
  const joined = differences.map((one): Difference => {
    const from = one.kind === 'dependency-added' ? gone.get(keyOf(one)) : undefined;
    if (from === undefined) return one;
    moved.add(from);
    const { base } = from;
    const judgement = one.judgement === 'weaker' ? 'weaker' : from.judgement;
    return { ...one, kind: 'dependency-changed', judgement, before: from.before ?? null, message: `${one.message} (was ${String(from.before)})`, ...(base ? { base } : {}) };
  });
  return joined.filter((one) => !moved.has(one));
}
