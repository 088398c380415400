import { nearest } from '../../../analyzer/config/nearest.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { componentOf } from '../../support/config-uses.js';
import { nameOrAdd, reportLost } from '../../support/lost.js';
import { clusters, isPlaced, podsOf } from '../../support/objects.js';
import { SCANNED_TOO } from '../../support/peers.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'missing-service-account',
  theme: 'references',
  severity: 'warning',
  summary: 'A pod runs under a ServiceAccount that no manifest declares; without it no pod is created.',
  rationale: `
The admission controller refuses a pod whose ServiceAccount does not exist. The Deployment is there, its ReplicaSet reports
FailedCreate in an event, and there are no pods, not even failing ones. Where the account was deleted later, the pods that run go
on, and the first node that fails takes them away for good.`,
  fix: 'Add the ServiceAccount beside the workload, or correct its name.',
  limits: `
Accounts are often made by Terraform or by the platform, so a missing one is information; it is a warning where the namespace
has another whose name differs by a letter or two. \`externals\` names those that are made elsewhere. \`default\` is always there.`,
  references: ['https://kubernetes.io/docs/concepts/security/service-accounts/'],
  needs: ['workload'],
  options: { externals: [] as readonly string[] },
  optionDocs: { externals: 'ServiceAccounts that are made elsewhere.' },
  peers: ['kube-linter/non-existent-service-account', { id: 'kubescape/C-0307', options: {}, of: SCANNED_TOO }, { id: 'popeye/307', options: {}, of: ['Pod'] }, { id: 'popeye/507', options: {}, of: ['Deployment', 'StatefulSet'] }],
  check(context) {
    const accounts = context.stacks.flatMap((view) => view.objects.filter(({ ref }) => ref.kind === 'ServiceAccount').map(({ ref }) => ({ name: ref.name, namespace: view.namespaceOf(ref), sure: isPlaced(view, ref) })));
    for (const view of clusters(context))
      for (const pod of podsOf(view)) {
        const { serviceAccount, ref } = pod.fact;
        if (!isKnown(serviceAccount) || serviceAccount.value === '' || serviceAccount.value === 'default' || isTemplated(serviceAccount.value)) continue;
        context.looked();
        const name = serviceAccount.value;
        if (context.options.externals.includes(name) || accounts.some((each) => each.name === name && (each.namespace === pod.namespace || !each.sure || !isPlaced(view, ref)))) continue;
        const here = accounts.filter(({ namespace }) => namespace === pod.namespace).map((each) => each.name);
        const far = accounts.find((each) => each.name === name);
        reportLost(context, view, {
          object: ref,
          component: componentOf(view, pod),
          severity: nearest(name, here) === undefined ? 'info' : 'warning',
          message: `no pod of ${ref.kind} ${ref.name} is created unless ServiceAccount ${name} in namespace ${pod.namespace} is made elsewhere${far ? `: it is declared in namespace ${far.namespace} only` : ''}`,
          place: serviceAccount.at,
          fix: nameOrAdd(name, here, `ServiceAccount ${name}`),
          what: `account ${name}`,
        });
      }
  },
});
