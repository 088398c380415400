import type { Container } from '../../../analyzer/facts/types.js';
import { defineRule, servesUsers, type RuleContext } from '../../define.js';
import { judge, reportWorkload, type Judged } from '../../support/judged.js';
import { AS_WRITTEN_DOC, lacks, limitRanges, type Need } from '../../support/resources.js';
import { judgedStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';
import { isOfKind, KINDS_DOC } from '../../support/workloads.js';
import { peers } from './peers.js';

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
  Most tools look at the written fields alone and report containers that the API server completes; so does \`asWritten\`.
- Init containers are left out, since they are gone before traffic comes, unless \`initContainers\` asks for them; so are
  Compose projects, unless \`compose\` does.
- Memory is a warning where users are served, because the neighbours pay; a missing CPU request alone is information, and so is a Job,
  which runs once and ends.
- Values are not judged. A zero counts as missing, a value that could not be read as set.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/', 'https://kubernetes.io/docs/concepts/policy/limit-range/', 'https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/'],
  peers,
  needs: ['workload'],
  options: { required: ['requests.cpu', 'requests.memory', 'limits.memory'] as readonly string[], kinds: [] as readonly string[], initContainers: false, compose: false, asWritten: false, withoutRequests: true, unlessAny: false },
  optionDocs: { required: 'What each container has to have: `requests.cpu`, `requests.memory`, `limits.memory`.', kinds: KINDS_DOC, initContainers: 'Look at init containers, too.', compose: 'Look at Compose services, too.', asWritten: AS_WRITTEN_DOC, withoutRequests: 'Look for requests also where `resources` is written and says nothing of them.', unlessAny: 'Leave out what has any request or limit.' },
  check(context) {
    const { required, kinds, initContainers, compose, asWritten, withoutRequests, unlessAny } = context.options;
    for (const view of judgedStacks(context)) {
      if (view.partial) continue;
      const rangesOf = limitRanges(view);
      for (const workload of view.workloads) {
        const { platform, containers } = workload.fact;
        if ((platform !== 'kubernetes' && !(compose && platform === 'compose')) || !isOfKind(kinds, workload.fact)) continue;
        context.looked();
        const ranges = rangesOf(workload);
        const lacking = containers.filter((one) => (initContainers || one.role !== 'init') && (withoutRequests || !saysNoRequests(one)) && !(unlessAny && saysAny(one))).map((container) => ({ container, needs: lacks(container, ranges, asWritten).filter((need) => required.includes(FIELD[need])) }));
        const short = lacking.filter(({ needs }) => needs.length > 0);
        if (short.length > 0) report(context, judge(context, view, workload), short);
      }
    }
  },
});

const saysNoRequests = ({ resources: { at, requests } }: Container): boolean => at !== undefined && Object.values(requests).every((request) => request === undefined);

const saysAny = ({ resources: { requests, limits } }: Container): boolean => [...Object.values(requests), ...Object.values(limits)].some((value) => value !== undefined);

const FIELD: Readonly<Record<Need, string>> = { 'CPU request': 'requests.cpu', 'memory request': 'requests.memory', 'memory limit': 'limits.memory' };

interface Lacking {
  readonly container: Container;
  readonly needs: readonly Need[];
}

function report(context: RuleContext, judged: Judged, short: readonly Lacking[]): void {
  const { name, view } = judged;
  const [first, ...rest] = short;
  const needs = [...new Set(short.flatMap((s) => s.needs))];
  const memory = needs.includes('memory limit');
  const consequence = memory ? `a leak in ${name} can take its node's memory from its neighbours` : needs.includes('memory request') ? `${name} is among the first to be evicted when its node is short of memory` : `${name} may be starved of CPU by its neighbours`;
  reportWorkload(context, judged, {
    severity: servesUsers(view) && judged.workload.fact.role !== 'job' && needs.some((need) => need !== 'CPU request') ? 'warning' : 'info',
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
