import { mostReplicas } from '../../analyzer/propagation/capacity.js';
import type { RuleContext } from '../define.js';
import { codeStacks } from './stacks.js';

/** How many replicas of a component run at the most in one place, its autoscaler's maximum included; `open`: it may be more. */
export function mostReplicasOf(context: Pick<RuleContext, 'stacks'>, component: string): { readonly most: number; readonly open: boolean } {
  const ranges = codeStacks(context).flatMap(({ workloads }) => workloads.filter(({ component: id, fact: { role } }) => id === component && role === 'serve').map(mostReplicas));
  return { most: Math.max(0, ...ranges.map(({ low }) => low)), open: ranges.length === 0 || ranges.some(({ high }) => high === Infinity) };
}
