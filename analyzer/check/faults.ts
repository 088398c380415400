import { servesUsers } from '../../rules/define.js';
import { push } from '../facts/groups.js';
import type { Analysis } from '../propagation/analysis.js';
import type { CauseFault, Faults, LoopFault, PairFault } from '../report/result.js';
import type { System } from '../system/system.js';

/** Reports list so many pairs of one entry point, and so many in all; the others are counted. */
const mostOfEntry = 20;
const mostPairs = 500;

/** Common causes, pairs and loops of the stacks that serve users. */
export function faultsOf(system: System, analysis: Analysis): Faults {
  const stacks = system.stacks.filter(servesUsers).map(({ stack }) => stack.id).sort();
  const pairs = stacks.flatMap((stack) => pairsOf(analysis, stack)).slice(0, mostPairs);
  const all = stacks.flatMap((stack) => analysis.cutSets(stack)).reduce((sum, { pairCount }) => sum + pairCount, 0);
  return { causes: stacks.flatMap((stack) => causesOf(analysis, stack)), pairs, morePairs: all - pairs.length, loops: stacks.flatMap((stack) => loopsOf(analysis, stack)) };
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
