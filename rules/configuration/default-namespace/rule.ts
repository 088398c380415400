import { defineRule } from '../../define.js';
import { reportObject } from '../../support/judged.js';
import { DATREE, SCANNED } from '../../support/peers.js';
import { judgedStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'default-namespace',
  theme: 'configuration',
  severity: 'info',
  off: true,
  summary: 'An object is in the namespace default, or in whichever is current when it is applied.',
  rationale: `
Without a namespace an object goes to where the terminal of whoever applies it happens to point. Quotas, default limits, network
policies and budgets are all by namespace; what lies in \`default\` usually has none of them, and everything that somebody tried
out lies beside it.`,
  fix: `
Set \`metadata.namespace\`, or apply through a tool that does (a kustomize overlay, \`helm --namespace\`).`,
  limits: `
- Off by default: charts and bases leave the namespace open on purpose.
- Kinds that have no namespace are left out, and so are the objects that the API server itself keeps there: the ServiceAccount
  \`default\` and the Service \`kubernetes\`.`,
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/'],
  peers: [
    { id: 'kube-linter/use-namespace', options: { kinds: ['Deployment', 'DaemonSet', 'DeploymentConfig', 'StatefulSet', 'ReplicaSet', 'Pod', 'ReplicationController', 'Job', 'CronJob', 'Service'] } },
    { id: 'kubescape/C-0061', options: {}, of: SCANNED },
    { id: 'checkov/CKV_K8S_21', options: { kinds: ['Pod', 'Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob', 'Service', 'Secret', 'ServiceAccount', 'Role', 'RoleBinding', 'ConfigMap', 'Ingress'] } },
    { id: 'kics/611ab018', options: { kinds: ['Pod', 'Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob', 'Service', 'Secret', 'ServiceAccount', 'Role', 'RoleBinding', 'ConfigMap', 'Ingress'], names: ['default', 'kube-system', 'kube-public'] } },
    { id: 'datree/15', options: { unset: false }, of: DATREE },
  ],
  needs: ['workload', 'service', 'config', 'object', 'budget', 'autoscaler', 'route', 'gateway', 'network-policy', 'claim', 'endpoints', 'monitor', 'traffic-policy'],
  options: { kinds: [] as readonly string[], names: ['default'] as readonly string[], unset: true },
  optionDocs: { kinds: 'Kinds of objects to look at; empty: all.', names: 'Namespaces that are nobody\'s own.', unset: 'Report objects that name no namespace, too.' },
  check(context) {
    const { kinds, names, unset } = context.options;
    for (const view of judgedStacks(context))
      for (const object of view.manifests) {
        const { ref } = object;
        if (CLUSTER_WIDE.test(ref.kind) || BUILT_IN.has(`${ref.kind}/${ref.name}`) || (kinds.length > 0 && !kinds.includes(ref.kind))) continue;
        context.looked();
        if (ref.namespace === undefined ? !unset : !names.includes(ref.namespace)) continue;
        reportObject(context, view, object, {
          severity: 'info',
          message: `${ref.kind} ${ref.name} shares the quotas and policies of ${ref.namespace === undefined ? 'whichever namespace is current when it is applied' : `the namespace ${ref.namespace}`}`,
          place: object.at,
          fix: { text: 'Say which namespace it belongs to.' },
        });
      }
  },
});

const BUILT_IN: ReadonlySet<string> = new Set(['ServiceAccount/default', 'Service/kubernetes']);

const CLUSTER_WIDE = /^(Namespace|Node|PersistentVolume|StorageClass|PriorityClass|IngressClass|GatewayClass|RuntimeClass|CustomResourceDefinition|APIService|ComponentStatus|PodSecurityPolicy|CertificateSigningRequest|CSI.*|VolumeAttachment|FlowSchema|PriorityLevelConfiguration|(Validating|Mutating)(WebhookConfiguration|AdmissionPolicy.*)|Cluster.*|.*Review)$/;
