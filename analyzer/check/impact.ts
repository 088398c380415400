import { servesUsers } from '../../rules/define.js';
import type { Analysis } from '../propagation/analysis.js';
import type { Impact } from '../report/result.js';
import type { System } from '../system/system.js';

/** What is lost when each component fails, over every stack together; components whose loss nobody feels are left out. */
export function impactOf(system: System, analysis: Analysis): readonly Impact[] {
  const stacks = system.stacks.filter(servesUsers).map(({ stack }) => stack.id);
  return system.document.components.flatMap(({ id }) => {
    if (system.in(id).length === 0) return [];
    const { lost, degraded, entryPointsLost } = analysis.blast(id);
    if (lost.length + degraded.length === 0) return [];
    const attempts = Math.max(...[undefined, ...stacks].map((stack) => analysis.amplification(id, stack)?.attempts ?? 1));
    return [{ component: id, lost, degraded, entryPoints: entryPointsLost, ...(attempts > 1 ? { attempts } : {}) }];
  });
}
