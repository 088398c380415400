import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'unknown-host',
  theme: 'references',
  severity: 'warning',
  summary: 'A value of a container is the address of a Service that does not exist.',
  rationale: `
\`http://pricing.shop.svc.cluster.local\` can only be a Service of the cluster, and no manifest of this system declares it, under this
name or in this namespace. The process starts, for an address is only text; each call then fails to resolve, usually after the
resolver has asked several servers several times, so it is slow as well. Renamed Services and copied configuration end like this.`,
  fix: 'Correct the name or the namespace, or remove the value when nobody reads it any more.',
  limits: `
- Only what cannot be meant otherwise: URLs and \`host:port\` whose host is a short name or a cluster name. Public names are hosts
  outside; they are dependencies, and not missing.
- A Service of a namespace of which the tree declares nothing is somebody else's: it becomes a component outside.
- Names that another stack of the tree, the configuration of this tool (\`externals\`) or a ServiceEntry knows are there. A stack that
  was read in part stays quiet, and so does text with a hole that a tool fills in.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of context.stacks) {
      if (view.partial) continue;
      context.looked(view.workloads.length);
      for (const { object, component, target, suggestion, port, at } of view.dangling) {
        if (port !== undefined || isTemplated(target)) continue;
        reportLost(context, view, {
          object,
          component,
          severity: 'warning',
          message: `calls of ${object.name} fail: ${target} does not exist`,
          place: at,
          fix: { text: suggestion === undefined ? `Add ${target}, or correct the name.` : `Name ${suggestion} instead, or add ${target}.` },
          what: `host ${target}`,
        });
      }
    }
  },
});
