import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'conflicting-injection-labels',
  theme: 'traffic',
  severity: 'warning',
  summary: 'A Namespace asks for two kinds of injection at once, and one of its labels is ignored.',
  rationale: `
\`istio-injection\` takes precedence over \`istio.io/rev\`: with both, the pods get the default control plane and not the revision that was
to be tried, or rolled back to. With \`istio.io/dataplane-mode\` beside them, what the pods get depends on the version. In an upgrade
of the mesh this is the namespace that stays behind, and breaks when the old control plane is removed.`,
  fix: 'Keep one of the labels: `istio-injection`, `istio.io/rev` or `istio.io/dataplane-mode`.',
  limits: '`istio-injection: disabled` beside another label is how a namespace is taken out, and is left alone.',
  references: ['https://istio.io/latest/docs/setup/upgrade/canary/', 'https://istio.io/latest/docs/reference/config/analysis/ist0123/'],
  needs: ['object'],
  options: {},
  optionDocs: {},
  peers: ['istio/IST0123'],
  check(context) {
    for (const view of clusters(context))
      for (const { ref, labels, at } of view.declared('object')) {
        if (ref.kind !== 'Namespace') continue;
        context.looked();
        const injection = labels['istio-injection'];
        const others = injection === undefined || injection === 'enabled' ? ['istio.io/rev', 'istio.io/dataplane-mode'].filter((key) => labels[key] !== undefined) : [];
        const asked = [...(injection === undefined ? [] : ['istio-injection']), ...others].map((key) => `${key}: ${labels[key]}`);
        if (asked.length > 1) reportLost(context, view, {
          object: ref,
          severity: 'warning',
          message: `pods of namespace ${ref.name} do not get what one of its labels asks for: ${asked.join(' and ')}`,
          place: at,
          fix: { text: 'Keep one of the labels.' },
          what: 'labels',
        });
      }
  },
});
