import type { WorkloadFact } from '../../../analyzer/facts/types.js';
import { knownOf } from '../../../analyzer/facts/value.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { configNamed, configUses } from '../../support/config-uses.js';
import { reportLost } from '../../support/lost.js';
import { clusters, podsOf, type Pods } from '../../support/objects.js';
import { hopPlace } from '../../support/places.js';
import { later, when, type Applied } from '../../support/waves.js';

export const rule = defineRule({
  id: 'reversed-rollout-order',
  theme: 'rollout',
  severity: 'warning',
  summary: 'What needs something is rolled out before what it needs.',
  rationale: `
Argo CD applies one wave, waits until all of it is healthy, and goes on. A workload that cannot become healthy without something of a
later wave is waited for until the sync gives up, and the later wave never comes. Helm has the same trap in its hooks: a Job before the
installation that takes a ConfigMap of the release starts before that exists. Both work in every cluster that has an older version,
and fail in the new one, which is where everybody is in a hurry.`,
  fix: 'Put what is needed into an earlier wave, or make it a hook with a lower weight.',
  limits: `
Waves and hooks are read from annotations, inside one stack. A dependency counts where the consumer waits for it at its start, or
takes its configuration from it; one that it only calls later may come later, and is information.`,
  references: ['https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/', 'https://helm.sh/docs/topics/charts_hooks/'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of clusters(context)) {
      for (const pod of podsOf(view)) {
        context.looked();
        for (const use of configUses(pod, ['env', 'envFrom', 'volume'])) {
          const config = configNamed(view, use.kind, pod.namespace, use.name).find((each) => later(pod.fact, each));
          if (config) reportConfig(context, view, pod, config);
        }
        const account = knownOf(pod.fact.serviceAccount);
        const object = view.objects.find(({ ref }) => ref.kind === 'ServiceAccount' && ref.name === account && view.namespaceOf(ref) === pod.namespace);
        if (object && later(pod.fact, object)) reportConfig(context, view, pod, object);
      }
      checkWaves(context, view);
    }
  },
});

const reportConfig = (context: Pick<RuleContext, 'report'>, view: StackView, { fact }: Pods, needed: Applied): void =>
  reportLost(context, view, {
    object: fact.ref,
    severity: 'warning',
    message: `${fact.ref.kind} ${fact.ref.name} does not start in a new cluster: it comes ${when(fact)} and needs ${needed.ref.kind} ${needed.ref.name}, which comes ${when(needed)}`,
    place: fact.at,
    related: [{ at: needed.at, text: `${needed.ref.kind} ${needed.ref.name}` }],
    fix: { text: `Let ${needed.ref.kind} ${needed.ref.name} come before ${fact.ref.kind} ${fact.ref.name}.` },
    what: `${needed.ref.kind} ${needed.ref.name}`,
  });

function checkWaves(context: RuleContext, view: StackView): void {
  const waved = view.workloads.filter(({ fact }) => 'argocd.argoproj.io/sync-wave' in fact.annotations);
  if (waved.length === 0) return;
  for (const { fact, component } of view.workloads)
    for (const dependency of context.system.out(component)) {
      if (!dependency.stacks.includes(view.stack.id) || dependency.strength !== 'hard') continue;
      const provider: WorkloadFact | undefined = view.workloads.find((each) => each.component === dependency.to && later(fact, each.fact))?.fact;
      if (provider === undefined || dependency.to === component) continue;
      const waits = dependency.phase === 'startup';
      reportLost(context, view, {
        object: fact.ref,
        component,
        severity: waits ? 'warning' : 'info',
        message: waits ? `the sync stops at ${fact.ref.name}: it waits for ${provider.ref.name}, which comes ${when(provider)} and so after it` : `${fact.ref.name} answers with errors during a rollout of everything: it calls ${provider.ref.name}, which comes ${when(provider)}, after it`,
        place: fact.annotations['argocd.argoproj.io/sync-wave']?.at ?? fact.at,
        related: [{ at: hopPlace(dependency, view), text: `${fact.ref.name} needs ${provider.ref.name}` }, { at: provider.annotations['argocd.argoproj.io/sync-wave']?.at ?? provider.at, text: provider.ref.name }],
        fix: { text: `Put ${provider.ref.name} into an earlier wave than ${fact.ref.name}.` },
        what: `after ${dependency.to}`,
      });
    }
}
