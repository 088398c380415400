import { knownOf } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'external-traffic-policy',
  theme: 'traffic',
  severity: 'info',
  summary: 'A published Service sends traffic over another node, or only to pods of the node that it reached.',
  rationale: `
\`Cluster\`, the default, lets any node take a connection and pass it on to a pod elsewhere: one hop more, the client's address is lost,
and a node that fails takes connections with it whose pods are fine. \`Local\` keeps it on the node: on a NodePort nobody tells the
client which nodes have a pod, and the others drop the packets.`,
  fix: 'Use `Local` behind a load balancer that checks the health of nodes, and `Cluster` for NodePorts that clients address themselves.',
  limits: 'Off by default: both are right somewhere.',
  references: ['https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/#preserving-the-client-source-ip'],
  needs: ['service'],
  options: { checks: ['loadBalancer', 'nodePort'] as readonly string[] },
  optionDocs: { checks: 'What is reported: LoadBalancer with Cluster, NodePort with Local.' },
  off: true,
  peers: [{ id: 'popeye/1107', options: { checks: ['loadBalancer'] } }, { id: 'popeye/1108', options: { checks: ['nodePort'] } }],
  check(context) {
    for (const view of clusters(context))
      for (const { fact, components } of view.services) {
        const policy = fact.externalTrafficPolicy === undefined ? 'Cluster' : knownOf(fact.externalTrafficPolicy);
        const check = fact.type === 'LoadBalancer' && policy === 'Cluster' ? 'loadBalancer' : fact.type === 'NodePort' && policy === 'Local' ? 'nodePort' : undefined;
        if (fact.type === 'LoadBalancer' || fact.type === 'NodePort') context.looked();
        if (check === undefined || !context.options.checks.includes(check)) continue;
        reportLost(context, view, {
          object: fact.ref,
          component: components[0],
          severity: 'info',
          message: check === 'loadBalancer' ? `connections to Service ${fact.ref.name} also fail with a node that runs none of its pods: externalTrafficPolicy is Cluster` : `connections to Service ${fact.ref.name} on a node without its pods are dropped: externalTrafficPolicy is Local`,
          place: fact.externalTrafficPolicy?.at ?? fact.at,
          fix: { text: check === 'loadBalancer' ? 'Set externalTrafficPolicy: Local.' : 'Set externalTrafficPolicy: Cluster.' },
          what: 'policy',
        });
      }
  },
});
