import type { Flaw } from '../../../analyzer/facts/types.js';
import { defineRule, servesUsers } from '../../define.js';
import { reportObject } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'invalid-field',
  theme: 'configuration',
  severity: 'error',
  summary: 'A manifest has a field that Kubernetes does not know, so what it says is lost.',
  rationale: `
\`kubectl\` warns of an unknown field or refuses it, depending on its version and its flags; the API server drops it and keeps the
rest. \`readinesProbe\` looks right in review and is nowhere in the cluster: the pod has no probe, and the rollout that the probe
was meant to stop goes through.`,
  fix: 'Correct the name of the field, or move it to where it belongs.',
  limits: `
- Built-in kinds are compared with the API's own models; custom resources are not, since their schema is in the cluster.
- A field of the wrong type and a required field that is missing are refused by the API server: they are errors. An unknown field
  is a warning.
- Values that a template fills in have any type. Charts are compared after rendering.`,
  references: ['https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation', 'https://kubernetes.io/docs/reference/kubernetes-api/'],
  peers: ['kube-linter/schema-validation', 'istio/IST0106', 'datree/schema', 'kubeconform/strict'],
  needs: ['workload', 'service', 'config', 'object', 'budget', 'autoscaler', 'route', 'gateway', 'network-policy', 'claim', 'endpoints', 'monitor', 'traffic-policy'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of judgedStacks(context))
      for (const object of view.manifests) {
        context.looked();
        for (const { what, path, at, hint } of object.flaws ?? []) {
          if (what === 'bad-label') continue;
          const said = SAYS[what](path, hint);
          reportObject(context, view, object, {
            of: `${what} ${path}`,
            severity: !servesUsers(view) ? 'info' : what === 'unknown-field' ? 'warning' : 'error',
            message: `${object.ref.kind} ${object.ref.name} ${said.text}`,
            place: at,
            fix: { text: said.fix },
          });
        }
      }
  },
});

const SAYS: Readonly<Record<Exclude<Flaw['what'], 'bad-label'>, (path: string, hint: string | undefined) => { readonly text: string; readonly fix: string }>> = {
  'unknown-field': (path, hint) => ({ text: `loses what ${path} says: Kubernetes knows no such field`, fix: hint ? `Write ${hint} instead.` : 'Move it to where it belongs, or remove it.' }),
  'wrong-type': (path, hint) => ({ text: `is refused: ${path} has to be ${hint ?? 'of another type'}`, fix: `Write ${hint ?? 'another type'}.` }),
  'missing-field': (path) => ({ text: `is refused: ${path} is missing`, fix: `Add ${path}.` }),
};
