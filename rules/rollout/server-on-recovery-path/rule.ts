import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type Report, type RuleContext } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { namesOf, userStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';
import { needsAtStart, type Need } from './needs.js';

export const rule = defineRule({
  id: 'server-on-recovery-path',
  theme: 'rollout',
  severity: 'warning',
  summary: 'Instances start only while a configuration server, a secret store or a webhook answers.',
  rationale: `
What runs has its configuration and its secrets, so nobody notices when the server that they came from is gone, until something is
started. In an incident much is started: pods are moved, restarted, scaled up. When the server is part of what is broken, or is itself
waiting to be started, nothing comes back, and a fault that was none yet becomes an outage of everything at once. A webhook that the
API server must ask before it makes a pod is such a server for the whole cluster.`,
  fix: `
Run the server in several replicas and apart from what needs it, and let services start with what they had: \`optional:\` and a default
for each value in Spring, Secrets that an operator has copied into the cluster in place of ones that are fetched at each start. A webhook
that only improves pods may have \`failurePolicy: Ignore\`.`,
  limits: `
- Known are Spring services that import from a configuration server or Vault without \`optional:\` or with \`fail-fast\`, pods into which
  Vault's agent puts secrets before they start, volumes of the secrets store CSI driver, and webhooks with \`failurePolicy: Fail\` that are
  asked before a pod is made, served from the same stack, for the namespaces and pods that their selectors are known to take.
- Reported once for a server, where at least \`minComponents\` components need it and users lose an entry point with them. A warning
  where the server is part of the stack and runs once; information elsewhere.
- The cluster's own DNS, and servers that a program's code asks before it listens, are not looked at.`,
  references: ['https://docs.spring.io/spring-cloud-config/reference/client.html', 'https://developer.hashicorp.com/vault/docs/deploy/kubernetes/injector', 'https://secrets-store-csi-driver.sigs.k8s.io/', 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy'],
  needs: ['workload', 'client'],
  options: { minComponents: 3 },
  optionDocs: { minComponents: 'Components that must need one server at each start.' },
  check(context) {
    const found: Report[] = [];
    for (const view of userStacks(context))
      for (const [server, needs] of needsAtStart(context.system, view)) {
        context.looked();
        const members = [...new Map(needs.map((need) => [need.component, need])).values()];
        const entries = [...new Set(members.flatMap(({ component }) => context.analysis.blast(component, view.stack.id).entryPointsLost))];
        if (members.length >= context.options.minComponents && entries.length > 0) found.push(report(context, view, server, members, entries));
      }
    joinCopies(found).forEach(context.report);
  },
});

function report({ system }: RuleContext, view: StackView, server: string, [first, ...others]: readonly Need[], entries: readonly string[]): Report {
  const runs = view.workloads.filter(({ component }) => component === server);
  const name = runs.length > 0 || view.components.includes(server) ? system.component(server).name : server;
  const once = runs.length > 0 && runs.every(({ effectiveReplicas }) => effectiveReplicas?.value === 1);
  return {
    subject: { component: first!.component },
    stack: view.stack.id,
    discriminator: server,
    severity: once ? 'warning' : 'info',
    message: `while ${name} does not answer, what dies is not replaced in ${others.length + 1} components, and users lose ${names(namesOf(system, entries))} with them: they do not start without it${once ? `, and there is one ${name}` : ''}`,
    place: first!.at,
    related: others.map(({ component, at }) => ({ at, text: `${system.component(component).name} does not start without it either` })),
    fix: { text: `${first!.mend ?? 'Let them start with what they had'}, or keep ${name} in several replicas apart from them.` },
  };
}
