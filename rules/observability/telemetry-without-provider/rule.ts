import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'telemetry-without-provider',
  theme: 'observability',
  severity: 'info',
  summary: 'A Telemetry asks for access logs and names nobody to write them, so there are none.',
  rationale: `
Access logs of the mesh go to a provider. A Telemetry that names none uses the mesh's default, and where the mesh has no default it is
ignored. The logs are missed when an incident is looked into, days after they would have been written.`,
  fix: 'Name a provider (`providers: [{name: envoy}]`), or set a default in the mesh\'s configuration.',
  limits: 'Off by default: the mesh may have a default provider, which is set where the mesh is installed.',
  references: ['https://istio.io/latest/docs/reference/config/telemetry/', 'https://istio.io/latest/docs/reference/config/analysis/ist0157/'],
  needs: ['mesh-policy'],
  options: {},
  optionDocs: {},
  off: true,
  peers: ['istio/IST0157'],
  check(context) {
    for (const view of clusters(context))
      for (const { ref, loggingWithoutProvider: at } of view.declared('mesh-policy')) {
        if (ref.kind !== 'Telemetry') continue;
        context.looked();
        if (at) reportLost(context, view, {
          object: ref,
          severity: 'info',
          message: `nobody writes the access logs that Telemetry ${ref.name} asks for, unless the mesh has a default provider`,
          place: at,
          fix: { text: 'Name a provider.' },
          what: 'provider',
        });
      }
  },
});
