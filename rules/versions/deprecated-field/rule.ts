import type { Place } from '../../../analyzer/facts/place.js';
import type { WorkloadFact } from '../../../analyzer/facts/types.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportObject, reportWorkload } from '../../support/judged.js';
import { SCANNED_TOO } from '../../support/peers.js';
import { judgedStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'deprecated-field',
  theme: 'versions',
  severity: 'info',
  summary: 'A field or an annotation is read only for old times\' sake.',
  rationale: `
Deprecated fields go on working until the release that drops them, and then fail without a message: an annotation that nobody
reads any more is no error. \`serviceAccount\` is copied from and to \`serviceAccountName\`; when somebody changes only one of the two,
which one counts depends on the tool.`,
  fix: 'Write the field that replaces it, and remove the old one.',
  limits: `
- Information: all of these still work in some supported version, or do nothing.
- \`serviceAccount\` of a pod template, and annotations of Kubernetes and Istio that a field has replaced.`,
  references: [
    'https://kubernetes.io/docs/reference/labels-annotations-taints/',
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/',
    'https://istio.io/latest/docs/reference/config/annotations/',
  ],
  peers: [
    { id: 'kube-linter/deprecated-service-account-field', options: { annotations: [] } },
    { id: 'kubescape/C-0294', options: { annotations: [] }, of: SCANNED_TOO },
    { id: 'istio/IST0135', options: { fields: false, annotations: ['sidecar.istio.io/', 'policy.istio.io/'] } },
  ],
  needs: ['workload', 'service', 'config', 'object', 'budget', 'autoscaler', 'route', 'gateway', 'network-policy', 'claim', 'endpoints', 'monitor', 'traffic-policy'],
  options: { fields: true, annotations: ['*'] as readonly string[] },
  optionDocs: { fields: 'Look at deprecated fields.', annotations: 'Prefixes of annotations to look at; `*`: all that are known.' },
  check(context) {
    const { fields, annotations } = context.options;
    for (const judged of judgedWorkloads(context)) {
      const { fact: { deprecatedServiceAccount, podAnnotations, ref } } = judged.workload;
      context.looked();
      if (fields && deprecatedServiceAccount)
        reportWorkload(context, judged, { of: 'serviceAccount', severity: 'info', message: `${judged.name} names its service account in a deprecated field, serviceAccount`, place: deprecatedServiceAccount, fix: { text: 'Use `serviceAccountName`.' } });
      if (ref.kind !== 'Pod') for (const [name, { at }] of old(podAnnotations, annotations)) reportWorkload(context, judged, { of: name, severity: 'info', message: say(judged.name, name), place: at, fix: { text: fix(name) } });
    }
    for (const view of judgedStacks(context))
      for (const object of view.manifests) {
        context.looked();
        for (const [name, { at }] of old(object.annotations, annotations)) reportObject(context, view, object, { of: name, severity: 'info', message: say(`${object.ref.kind} ${object.ref.name}`, name), place: at, fix: { text: fix(name) } });
      }
  },
});

/** Prefixes of annotations, and what replaced them. */
const REPLACED: readonly (readonly [prefix: string, replacement: string])[] = [
  ['kubernetes.io/ingress.class', 'spec.ingressClassName'],
  ['scheduler.alpha.kubernetes.io/critical-pod', 'priorityClassName'],
  ['scheduler.alpha.kubernetes.io/', 'a field of the pod spec (affinity, tolerations)'],
  ['seccomp.security.alpha.kubernetes.io/', 'securityContext.seccompProfile'],
  ['container.seccomp.security.alpha.kubernetes.io/', 'securityContext.seccompProfile'],
  ['container.apparmor.security.beta.kubernetes.io/', 'securityContext.appArmorProfile'],
  ['security.alpha.kubernetes.io/', 'securityContext.sysctls'],
  ['service.alpha.kubernetes.io/tolerate-unready-endpoints', 'spec.publishNotReadyAddresses'],
  ['volume.beta.kubernetes.io/storage-class', 'spec.storageClassName'],
  ['pod.beta.kubernetes.io/', 'hostname and subdomain of the pod spec'],
  ['pod.alpha.kubernetes.io/', 'a field of the pod spec'],
  ['endpoints.kubernetes.io/over-capacity', 'EndpointSlices'],
  ['sidecar.istio.io/inject', 'the label of the same name'],
  ['sidecar.istio.io/controlPlaneAuthPolicy', 'nothing'],
  ['sidecar.istio.io/discoveryAddress', 'the mesh configuration'],
  ['policy.istio.io/', 'nothing'],
];

const replacementOf = (name: string): string | undefined => REPLACED.find(([prefix]) => name.startsWith(prefix))?.[1];

function old(annotations: WorkloadFact['annotations'], prefixes: readonly string[]): [string, { readonly at: Place }][] {
  return Object.entries(annotations).filter(([name]) => replacementOf(name) !== undefined && (prefixes.includes('*') || prefixes.some((prefix) => name.startsWith(prefix))));
}

const say = (who: string, name: string): string => `${who} relies on the annotation ${name}, which is deprecated and may be ignored`;
const fix = (name: string): string => (replacementOf(name) === 'nothing' ? 'Remove it: nothing reads it any more.' : `Use ${replacementOf(name)}.`);
