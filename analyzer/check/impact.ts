import type { Analysis } from '../propagation/analysis.js';
import type { Impact } from '../report/result.js';
import type { System } from '../system/system.js';

/** What is lost when each component fails, over every stack together; components whose loss nobody feels are left out. */
export function impactOf(system: System, analysis: Analysis): readonly Impact[] {
  return system.document.components.flatMap(({ id }) => {
    if (system.in(id).length === 0) return [];
    const { lost, degraded, entryPointsLost } = analysis.blast(id);
    return lost.length + degraded.length === 0 ? [] : [{ component: id, lost, degraded, entryPoints: entryPointsLost }];
  });
}
