import { matchesSelector } from '../../../analyzer/facts/selectors.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'strict-spread',
  theme: 'redundancy',
  severity: 'info',
  off: true,
  summary: 'A strict placement rule may leave pods without any node.',
  rationale: `
A required rule is kept even when keeping it means not to run. With one pod a node demanded, the fourth replica waits for a
fourth node; during a rollout the extra pod waits, too, and the rollout with it. When a zone is lost, \`DoNotSchedule\` over zones
keeps the survivors from taking over the pods, which is what the spreading was for.`,
  fix: `
Prefer instead of demanding (\`ScheduleAnyway\`, \`preferredDuringSchedulingIgnoredDuringExecution\`), unless running fewer pods is better than sharing.`,
  limits: `
- Off by default: quorum systems (databases, brokers) are right to demand. How many nodes and zones there are is not known
  from manifests.
- Required terms against other workloads are not reported.`,
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/', 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/'],
  peers: ['datree/84'],
  needs: ['workload'],
  options: { kinds: [] as readonly string[] },
  optionDocs: { kinds: KINDS_DOC },
  check(context) {
    for (const judged of judgedWorkloads(context, context.options.kinds)) {
      const { fact } = judged.workload;
      if (fact.role !== 'serve') continue;
      context.looked();
      const [first, ...rest] = fact.spread.filter(({ required, selector }) => required && matchesSelector(selector, fact.podLabels));
      if (!first) continue;
      reportWorkload(context, judged, {
        severity: 'info',
        message: `pods of ${judged.name} stay pending when ${first.topologyKey ?? 'a node label'} has too few values: the rule is strict`,
        place: first.at,
        related: rest.map(({ at, topologyKey }) => ({ at, text: `strict over ${topologyKey ?? 'a node label'}` })),
        fix: { text: first.kind === 'topology-spread' ? 'Spread with `whenUnsatisfiable: ScheduleAnyway`.' : 'Prefer other nodes instead of demanding them.' },
      });
    }
  },
});
