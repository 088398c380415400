import { placeOf } from '../facts/place.js';
import type { Analysis } from '../propagation/analysis.js';
import { mostOf } from '../propagation/range.js';
import type { Budget } from '../report/result.js';
import type { System } from '../system/system.js';

/** How long a component is waited for and how long it waits; `stack` undefined: every stack together. */
export function budgetOf(system: System, analysis: Analysis, component: string, stack?: string): Budget {
  const deadlines = analysis.deadlines(stack);
  const deadline = deadlines.deadline(component);
  const ms = deadline && mostOf(deadline.ms);
  const by = deadline?.call?.dependency;
  const setting = deadline?.call?.settings[0] ?? deadline?.setting;
  const waits = system.out(component).filter((one) => one.phase === 'request' && WAITS.has(one.kind) && (stack === undefined || one.stacks.includes(stack))).flatMap((dependency) => {
    const { worst, settings } = deadlines.call(dependency);
    const most = mostOf(worst);
    if (most === undefined && worst.low === 0) return [];
    const longest = most === undefined ? { ms: worst.low, orMore: true as const } : { ms: most };
    const late = typeof ms === 'number' && (longest.ms === null || longest.ms > ms);
    return [{ to: dependency.to, ...longest, late, at: placeOf((settings[0] ?? system.setting(dependency, 'timeoutOnCall', stack))?.evidence ?? dependency.evidence[0]!) }];
  });
  const granted = typeof ms === 'number' ? { granted: { ms, ...(by ? { by: by.from } : {}), answerOf: by?.to ?? component, ...(setting ? { at: placeOf(setting.evidence) } : {}) } } : {};
  return { component, ...granted, waits };
}

const WAITS: ReadonlySet<string> = new Set(['calls', 'stores', 'caches', 'routes']);

export const budgetsOf = (system: System, analysis: Analysis): readonly Budget[] =>
  system.document.components.map(({ id }) => budgetOf(system, analysis, id)).filter(({ granted, waits }) => granted !== undefined || waits.length > 0);
