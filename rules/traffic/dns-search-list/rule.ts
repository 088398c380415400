import { defineRule } from '../../define.js';
import { componentOf } from '../../support/config-uses.js';
import { reportLost } from '../../support/lost.js';
import { clusters, podsOf } from '../../support/objects.js';

export const rule = defineRule({
  id: 'dns-search-list',
  theme: 'traffic',
  severity: 'info',
  summary: 'A pod asks the cluster\'s DNS several times for every name outside of it.',
  rationale: `
With the default of \`ndots: 5\` a name such as \`api.payments.example\` is tried under each search domain first: three or four questions
that have no answer, doubled for IPv6, before the right one. The load on the cluster's DNS is a multiple of what is needed, and when
it drops packets every call outside waits for a resolver's timeout of five seconds.`,
  fix: 'Set `dnsConfig.options` with `ndots: "2"`, or end the names of outside hosts with a dot.',
  limits: 'Off by default: it costs little where few hosts outside are called, and names with two dots inside the cluster change their meaning.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config'],
  needs: ['workload'],
  options: { name: 'ndots', value: '2' },
  optionDocs: { name: 'The option of the resolver.', value: 'The value that it has to have.' },
  off: true,
  peers: ['kube-linter/dnsconfig-options'],
  check(context) {
    for (const view of clusters(context))
      for (const pod of podsOf(view)) {
        context.looked();
        const { fact } = pod;
        if (fact.dnsOptions?.[context.options.name] === context.options.value) continue;
        reportLost(context, view, {
          object: fact.ref,
          component: componentOf(view, pod),
          severity: 'info',
          message: `${fact.ref.kind} ${fact.ref.name} asks DNS several times for each name outside of the cluster: ${context.options.name} is ${fact.dnsOptions?.[context.options.name] ?? 'not set'}`,
          place: fact.podAt,
          fix: { text: `Set ${context.options.name} to ${context.options.value} in dnsConfig.`, suggestion: { language: 'yaml', text: `dnsConfig:\n  options:\n  - name: ${context.options.name}\n    value: "${context.options.value}"`, at: fact.podAt } },
          what: 'dns',
        });
      }
  },
});
