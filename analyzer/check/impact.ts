import { servesUsers } from '../../rules/define.js';
import type { Amplification, Analysis } from '../propagation/analysis.js';
import type { Impact, Repeat } from '../report/result.js';
import type { System } from '../system/system.js';

/** What is lost when each component fails, over every stack together; components whose loss nobody feels are left out. */
export function impactOf(system: System, analysis: Analysis): readonly Impact[] {
  const stacks = system.stacks.filter(servesUsers).map(({ stack }) => stack.id);
  return system.document.components.flatMap(({ id }) => {
    if (system.in(id).length === 0) return [];
    const { lost, degraded, entryPointsLost } = analysis.blast(id);
    if (lost.length + degraded.length === 0) return [];
    const worst = [undefined, ...stacks].map((stack) => analysis.amplification(id, stack)).reduce((most, one) => ((one?.attempts ?? 1) > (most?.attempts ?? 1) ? one : most), undefined);
    return [{ component: id, lost, degraded, entryPoints: entryPointsLost, ...(worst ? { attempts: worst.attempts, repeats: repeatsOf(worst) } : {}) }];
  });
}

/** Who on the worst path asks more than once, from the user on. */
export function repeatsOf({ start, path }: Amplification): readonly Repeat[] {
  const hops = path.filter((hop) => hop.attempts > 1).map(({ dependency: { from, to }, attempts }) => ({ by: from, to, attempts }));
  const [first] = path;
  return [...(start && first ? [{ by: start.by, to: first.dependency.from, attempts: start.attempts }] : []), ...hops];
}
