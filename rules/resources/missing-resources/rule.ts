import type { Container } from '../../../analyzer/facts/types.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { lacks, limitRanges, type Need } from '../../support/resources.js';
import { userStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';
import { keyOf, onKubernetes } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'missing-resources',
  theme: 'resources',
  severity: 'warning',
  summary: 'A container has no memory limit, memory request or CPU request.',
  rationale: `
Requests are what the scheduler plans with; limits are what the kernel enforces. A container without a memory limit that
leaks takes the memory of its node, and the kernel then kills by size and priority, not by guilt: the database beside it may
go first. A container without requests looks free, so the scheduler packs nodes with pods that cannot all work at once, and
they starve together when traffic comes. It is also the first to be evicted.`,
  fix: `
Set a memory request and limit from what the container uses at its peak, and a CPU request from what it needs to keep up.
A CPU limit is not asked for: CPU is shared by weight, and a limit slows a container down although the node is idle.`,
  limits: `
- Defaults count: a request that is not set is the container's own limit, and a LimitRange of the namespace fills in the rest.
- Init containers are left out, since they are gone before traffic comes; so are Compose projects.
- Values are not judged. A zero counts as missing, a value that could not be read as set.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/', 'https://kubernetes.io/docs/concepts/policy/limit-range/', 'https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of userStacks(context)) {
      if (view.partial) continue;
      const rangesOf = limitRanges(view);
      for (const workload of view.workloads) {
        if (!onKubernetes(workload)) continue;
        context.looked();
        const ranges = rangesOf(workload);
        const lacking = workload.fact.containers.filter(({ role }) => role !== 'init').map((container) => ({ container, needs: lacks(container, ranges) }));
        const short = lacking.filter(({ needs }) => needs.length > 0);
        if (short.length > 0) report(context, view, workload, short);
      }
    }
  },
});

interface Lacking {
  readonly container: Container;
  readonly needs: readonly Need[];
}

function report(context: RuleContext, view: StackView, { component, fact }: Workload, short: readonly Lacking[]): void {
  const [first, ...rest] = short;
  const needs = [...new Set(short.flatMap((s) => s.needs))];
  const memory = needs.includes('memory limit');
  const name = context.system.component(component).name;
  const consequence = memory ? `a leak in ${name} can take its node's memory from its neighbours` : needs.includes('memory request') ? `${name} is among the first to be evicted when its node is short of memory` : `${name} may be starved of CPU by its neighbours`;
  context.report({
    subject: { component },
    stack: view.stack.id,
    object: fact.ref,
    discriminator: keyOf(fact),
    severity: needs.some((need) => need !== 'CPU request') ? 'warning' : 'info',
    message: `${consequence}: ${short.length === 1 ? `container ${first!.container.name} has` : `${short.length} containers have`} no ${names(needs).replace(' and ', ' or ')}`,
    place: first!.container.resources.at ?? first!.container.at,
    related: rest.map(({ container, needs: own }) => ({ at: container.resources.at ?? container.at, text: `container ${container.name} has no ${names(own).replace(' and ', ' or ')}` })),
    fix: { text: `Set what container ${first!.container.name} needs, from its measured use.`, suggestion: { language: 'yaml', text: linesFor(first!.needs), at: first!.container.resources.at ?? first!.container.at } },
  });
}

function linesFor(needs: readonly Need[]): string {
  const requests = [needs.includes('CPU request') ? '    cpu: 100m' : '', needs.includes('memory request') ? '    memory: 128Mi' : ''].filter(Boolean);
  const limits = needs.includes('memory limit') ? ['  limits:', '    memory: 256Mi'] : [];
  return ['resources:', ...(requests.length > 0 ? ['  requests:', ...requests] : []), ...limits].join('\n');
}
