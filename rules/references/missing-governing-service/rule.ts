import type { StackView } from '../../../analyzer/system/system.js';
import { matchesLabels } from '../../../analyzer/facts/selectors.js';
import { isUnknown, knownOf } from '../../../analyzer/facts/value.js';
import { defineRule, type RuleContext } from '../../define.js';
import { componentOf } from '../../support/config-uses.js';
import { nameOrAdd, reportLost, type Lost } from '../../support/lost.js';
import { clusters, hasServices, homeOf, podsOf, serviceAnywhere, serviceNamed, type Pods } from '../../support/objects.js';
import { SCORED_STATEFUL_SET } from '../../support/peers.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'missing-governing-service',
  theme: 'references',
  severity: 'warning',
  summary: 'A StatefulSet has no headless Service of the name that it gives, so its pods have no names in DNS.',
  rationale: `
Members of a cluster find each other as \`db-0.db\`, \`db-1.db\`. Those names exist only under a headless Service that the StatefulSet names
and that selects its pods. Without it each member starts and waits for peers that do not resolve; or, after a restart of them all,
each believes to be alone and elects itself.`,
  fix: 'Add a Service with `clusterIP: None` that selects the pods, and name it in `serviceName`.',
  limits: `
Where no Service is declared in the namespace at all, it may come from elsewhere: information. A StatefulSet that names none, or one
that is not headless, loses only the names of its pods: information, since many need none.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  peers: [{ id: 'kube-score/statefulset-has-servicename', options: {}, of: SCORED_STATEFUL_SET }, 'kics/bb241e61'],
  check(context) {
    for (const view of clusters(context))
      for (const pod of podsOf(view)) {
        const { ref, headlessService } = pod.fact;
        if (ref.kind !== 'StatefulSet' || !(ref.apiVersion ?? '').startsWith('apps/') || isUnknown(headlessService) || isTemplated(knownOf(headlessService) ?? '')) continue;
        context.looked();
        const lost = lostOf(context, view, pod);
        if (lost) reportLost(context, view, { object: ref, component: componentOf(view, pod), place: headlessService?.at ?? pod.fact.at, what: 'service', ...lost });
      }
  },
});

function lostOf(context: Pick<RuleContext, 'stacks'>, view: StackView, { fact, namespace }: Pods): Pick<Lost, 'severity' | 'message' | 'fix' | 'related'> | undefined {
  const name = knownOf(fact.headlessService);
  const pods = `pods of StatefulSet ${fact.ref.name}`;
  if (name === undefined || name === '') return { severity: 'info', message: `${pods} have no names in DNS: it names no Service`, fix: { text: `Add a headless Service for ${fact.ref.name} and name it in serviceName.` } };
  const home = homeOf(view, fact.ref);
  const service = serviceNamed(view, namespace, name) ?? serviceAnywhere(context, home, name);
  if (service === undefined)
    return { severity: hasServices(context, home) ? 'warning' : 'info', message: `${pods} have no names in DNS: there is no Service ${name} in namespace ${namespace}`, fix: nameOrAdd(name, view.services.filter((each) => each.namespace === namespace && each.fact.headless).map((each) => each.fact.ref.name), `the headless Service ${name}`) };
  const related = [{ at: service.fact.at, text: `Service ${name}` }];
  if (!matchesLabels(service.fact.selector, fact.podLabels)) return { severity: 'warning', message: `${pods} have no names in DNS: Service ${name} does not select them`, related, fix: { text: `Let Service ${name} select the labels of the pods of ${fact.ref.name}.` } };
  if (!service.fact.headless) return { severity: 'info', message: `${pods} have no names in DNS: Service ${name} is not headless`, related, fix: { text: `Set clusterIP: None on Service ${name}.` } };
  return undefined;
}
