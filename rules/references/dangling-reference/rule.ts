import type { Severity } from '../../../analyzer/report/result.js';
import type { Dangling, StackView } from '../../../analyzer/system/system.js';
import { defineRule, servesUsers, type RuleContext } from '../../define.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'dangling-reference',
  theme: 'references',
  severity: 'error',
  summary: 'A manifest or a configuration value names something that is not there.',
  rationale: `
Kubernetes accepts a reference to nothing and says so only when it is too late: a Service whose selector matches no pod has no
endpoints, a route to a missing Service answers 503, a pod with a missing ConfigMap key stays in CreateContainerConfigError.
The last one is the worst: pods that run keep running, so the mistake sleeps until the next restart, which is often the one
that a node failure forces.`,
  fix: 'Correct the name, or add what it names. The message says which existing name is close.',
  limits: `
- Names are resolved inside a stack, never by folder. Where a part of the stack could not be read, everything in it may be
  there, so the stack stays quiet.
- Optional references stay quiet, and so do names with a hole that a template fills in. Secrets, claims and Gateways are often made by other tools, so a missing one is
  information; a missing *key* of a ConfigMap or Secret that is there is not.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/', 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/'],
  needs: ['workload', 'service', 'route', 'config', 'autoscaler', 'budget'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of context.stacks) {
      if (view.partial) continue;
      context.looked(view.workloads.length + view.services.length + view.routes.length + view.autoscalers.length + view.budgets.length);
      for (const dangling of view.dangling) if (!isTemplated(dangling.target)) report(context, view, dangling);
    }
  },
});

/** What happens, and how bad that is where users are served. */
const CONSEQUENCE: Readonly<Record<Dangling['what'], readonly [Severity, (d: Dangling) => string]>> = {
  'service-without-pods': ['error', (d) => `requests to ${show(d)} fail: it selects ${d.target}, and no pod has these labels`],
  'autoscaler-target': ['warning', (d) => `${show(d)} scales nothing: ${d.target} does not exist`],
  'budget-selects-nothing': ['warning', (d) => `${show(d)} protects nothing: it selects ${d.target}, and no pod has these labels`],
  'route-backend': ['error', (d) => `users get errors from ${show(d)}: ${d.target} does not exist`],
  'route-backend-port': ['error', (d) => `users get errors from ${show(d)}: there is no ${d.target}`],
  'config-map': ['warning', (d) => `new pods of ${d.object.name} do not start: ${d.target} does not exist`],
  'config-map-key': ['error', (d) => `new pods of ${d.object.name} do not start: there is no ${d.target}`],
  secret: ['info', (d) => `new pods of ${d.object.name} do not start unless ${d.target} is made elsewhere`],
  'secret-key': ['error', (d) => `new pods of ${d.object.name} do not start: there is no ${d.target}`],
  claim: ['info', (d) => `new pods of ${d.object.name} stay pending unless ${d.target} is made elsewhere`],
  'in-cluster-name': ['warning', (d) => `calls of ${d.object.name} fail: ${d.target} does not exist`],
  'gateway-parent': ['info', (d) => `${show(d)} gets no traffic unless ${d.target} is made elsewhere`],
};

const show = ({ object }: Dangling): string => `${object.kind} ${object.name}`;

function report(context: RuleContext, view: StackView, dangling: Dangling): void {
  const [severity, say] = CONSEQUENCE[dangling.what];
  const { object } = dangling;
  context.report({
    subject: { component: dangling.component ?? object.name },
    stack: view.stack.id,
    object,
    discriminator: `${dangling.what} ${object.kind}/${object.namespace}/${object.name} ${dangling.target}`,
    severity: severity === 'error' && !servesUsers(view) ? 'warning' : severity,
    message: say(dangling),
    place: dangling.at,
    fix: { text: fixFor(dangling) },
  });
}

function fixFor({ what, target, suggestion, object }: Dangling): string {
  if (what === 'service-without-pods' || what === 'budget-selects-nothing') return `Let the selector of ${object.kind} ${object.name} match the labels of a pod template${suggestion === undefined ? '' : `, perhaps that of ${suggestion}`}, or remove it.`;
  return suggestion === undefined ? `Add ${target}, or correct the name.` : `Name ${suggestion} instead, or add ${target}.`;
}
