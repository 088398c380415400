import { groupBy } from '../../analyzer/facts/groups.js';
import type { Blast } from '../../analyzer/propagation/analysis.js';
import type { StackView, Workload } from '../../analyzer/system/system.js';
import type { RuleContext } from '../define.js';
import { matters, userStacks } from './stacks.js';
import { servers } from './workloads.js';

export interface Single {
  readonly component: string;
  /** The workload that runs the one instance. */
  readonly workload: Workload;
}

/**
 * Components that are known to run as one instance in this stack. Versions and canaries of one component count together.
 * Whatever has an unknown number (a DaemonSet, a templated value) or runs elsewhere (managed, external) is not among them.
 */
export function singles({ system }: Pick<RuleContext, 'system'>, view: StackView): Single[] {
  const byComponent = groupBy(servers(view), (workload) => workload.component);
  return [...byComponent].flatMap(([component, workloads]) => {
    const running = workloads.filter((w) => w.effectiveReplicas?.value !== 0);
    const [workload] = running;
    // In a stack that was read in part, an autoscaler may be where nobody looked.
    const sure = workload?.effectiveReplicas?.from !== 'default' || !view.partial;
    const single = sure && running.length === 1 && workload?.effectiveReplicas?.value === 1;
    return single && workload && matters(system.component(component)) ? [{ component, workload }] : [];
  });
}

/** Components whose one instance users miss, in some stack that is no Compose project: `single-point-of-failure` lists all places of each. */
export const missed = (context: Pick<RuleContext, 'analysis' | 'system' | 'stacks'>): ReadonlySet<string> =>
  new Set(userStacks(context).flatMap((view) => singles(context, view).filter(({ component, workload }) => workload.fact.platform !== 'compose' && fall(context, component, view).entries.length > 0).map(({ component }) => component)));

/** What falls when the component does. */
export interface Fall {
  readonly blast: Blast;
  /** Places where users would notice, itself included; itself only where a manifest says that users enter there. */
  readonly entries: readonly string[];
  /** True when a manifest says so of one of them; where none does, entry points are those that serve and that nobody calls. */
  readonly declared: boolean;
}

export function fall({ analysis, system }: Pick<RuleContext, 'analysis' | 'system'>, component: string, view: StackView): Fall {
  const blast = analysis.blast(component, view.stack.id);
  const isDeclared = (id: string) => system.component(id).entry?.stacks.includes(view.stack.id) ?? false;
  const entries = blast.entryPointsLost.filter((id) => id !== component || isDeclared(id) || blast.lost.length > 0);
  return { blast, entries, declared: blast.entryPointsLost.some(isDeclared) || blast.lost.some(isDeclared) };
}

/** Services that are lost, of how many; a load balancer or gateway that the cloud or a mesh runs is none: it answers, and has nobody to lead to. */
export function lostServices({ system }: Pick<RuleContext, 'system'>, view: StackView, { lost, of }: Blast): { readonly lost: readonly string[]; readonly of: number; readonly routers: readonly string[] } {
  const routing = routersOf(system, view);
  return { lost: lost.filter((id) => !routing.has(id)), of: of - routing.size, routers: lost.filter((id) => routing.has(id)) };
}

/** Of a stack with thousands of single instances they are asked for as often. */
const routersByView = new WeakMap<StackView, ReadonlySet<string>>();

function routersOf(system: RuleContext['system'], view: StackView): ReadonlySet<string> {
  const known = routersByView.get(view);
  if (known) return known;
  const run = new Set(view.workloads.filter(({ fact }) => fact.cloud?.component.kind !== 'gateway').map(({ component }) => component));
  const routers = new Set(view.components.filter((id) => !run.has(id) && system.component(id).kind === 'gateway' && matters(system.component(id))));
  routersByView.set(view, routers);
  return routers;
}
