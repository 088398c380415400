import { isKnown } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';

export const rule = defineRule({
  id: 'reserved-user-id',
  theme: 'configuration',
  severity: 'info',
  off: true,
  summary: 'A container runs as the user whose traffic the mesh does not intercept.',
  rationale: `
Istio's sidecar runs as user 1337, and the rules that lead a pod's traffic through the sidecar leave out what this user sends, or
it would go round in circles. A container that runs as the same user by accident talks past the mesh: without encryption,
retries, timeouts and policies, and nothing says so.`,
  fix: `
Run the container as another user, with \`securityContext.runAsUser\`.`,
  limits: `
- Off by default: without a mesh the number means nothing. The proxy itself, where a manifest has it, is left out.
- The pod's \`securityContext\` counts for containers without one of their own.`,
  references: ['https://istio.io/latest/docs/reference/config/analysis/ist0144/', 'https://istio.io/latest/docs/ops/deployment/application-requirements/'],
  peers: ['istio/IST0144'],
  needs: ['workload'],
  options: { userIds: ['1337'] as readonly string[] },
  optionDocs: { userIds: 'Users that belong to the proxy.' },
  check(context) {
    const { userIds } = context.options;
    for (const judged of judgedWorkloads(context))
      for (const { name, runAsUser } of judged.workload.fact.containers) {
        if (name === 'istio-proxy' || name === 'istio-init') continue;
        context.looked();
        if (!isKnown(runAsUser) || !userIds.includes(String(runAsUser.value))) continue;
        reportWorkload(context, judged, {
          of: name,
          severity: 'info',
          message: `calls of container ${name} of ${judged.name} go past the mesh: it runs as user ${runAsUser.value}, which is the proxy's`,
          place: runAsUser.at,
          fix: { text: `Run container ${name} as another user.` },
        });
      }
  },
});
