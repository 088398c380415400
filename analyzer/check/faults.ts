import { servesUsers } from '../../rules/define.js';
import { push } from '../facts/groups.js';
import { placeOf } from '../facts/place.js';
import type { Analysis } from '../propagation/analysis.js';
import { mostOf } from '../propagation/range.js';
import type { CauseFault, ConnectionFault, Faults, LoopFault, ObjectiveFault, PairFault } from '../report/result.js';
import type { System } from '../system/system.js';

/** Reports list so many pairs of one entry point, and so many in all; the others are counted. */
const mostOfEntry = 20;
const mostPairs = 500;

/** What fails together and what outgrows what, in the stacks that serve users. */
export function faultsOf(system: System, analysis: Analysis): Faults {
  const stacks = system.stacks.filter(servesUsers).map(({ stack }) => stack.id).sort();
  const pairs = stacks.flatMap((stack) => pairsOf(analysis, stack)).slice(0, mostPairs);
  const all = stacks.flatMap((stack) => analysis.cutSets(stack)).reduce((sum, { pairCount }) => sum + pairCount, 0);
  const each = <T>(of: (analysis: Analysis, stack: string) => readonly T[]): T[] => stacks.flatMap((stack) => of(analysis, stack));
  return { causes: each(causesOf), pairs, morePairs: all - pairs.length, loops: each(loopsOf), connections: each(connectionsOf), objectives: each(objectivesOf) };
}

const pairsOf = (analysis: Analysis, stack: string): PairFault[] =>
  analysis.cutSets(stack).flatMap(({ entry, pairs }) => pairs.slice(0, mostOfEntry).map((events) => ({ stack, entryPoint: entry, events })));

function causesOf(analysis: Analysis, stack: string): CauseFault[] {
  const taken = new Map<string, string[]>();
  for (const { entry, singles } of analysis.cutSets(stack))
    for (const event of singles) {
      if (!('cause' in event)) continue;
      push(taken, event.cause, entry);
    }
  return analysis.commonCauses(stack).flatMap(({ id, when, members }) => {
    const entryPoints = taken.get(id) ?? [];
    return entryPoints.length > 0 || members.length > 1 ? [{ stack, id, when, members, entryPoints }] : [];
  });
}

const loopsOf = (analysis: Analysis, stack: string): LoopFault[] => analysis.feedbackLoops(stack).map(({ slow, members }) => ({ stack, component: slow, members }));

/** Of the stores whose demand is known. */
export const connectionsOf = (analysis: Analysis, stack: string): ConnectionFault[] =>
  analysis.connections(stack).flatMap(({ store, limit, total, clients }) => {
    const most = mostOf(total);
    if (most === undefined) return [];
    return [{ stack, store, limit: limit?.connections ?? null, most, clients: clients.map(({ dependency, connections, setting }) => ({ component: dependency.from, most: mostOf(connections) ?? null, at: placeOf(setting.evidence) })) }];
  });

export const objectivesOf = (analysis: Analysis, stack: string): ObjectiveFault[] =>
  analysis.availability(stack).map(({ component, objective, product, promises }) => ({
    stack, component, objective: objective.value as number, at: placeOf(objective.evidence), product,
    promises: promises.map((promise) => ({ component: promise.component, objective: promise.objective.value as number, at: placeOf(promise.objective.evidence) })),
  }));
