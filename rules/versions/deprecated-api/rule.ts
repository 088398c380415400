import { deprecatedApi } from '../../../analyzer/knowledge/deprecated-apis.js';
import { defineRule, servesUsers } from '../../define.js';
import { reportObject } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';

/** KICS's list. */
const ANNOUNCED = [
  ...['Deployment', 'DaemonSet', 'ReplicaSet', 'Ingress', 'NetworkPolicy'].map((kind) => `extensions/v1beta1/${kind}`), ...['Deployment', 'ReplicaSet', 'StatefulSet'].map((kind) => `apps/v1beta1/${kind}`),
  ...['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet'].map((kind) => `apps/v1beta2/${kind}`), ...['Ingress', 'IngressClass'].map((kind) => `networking.k8s.io/v1beta1/${kind}`),
  ...['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'].map((kind) => `rbac.authorization.k8s.io/v1beta1/${kind}`), 'batch/v1beta1/CronJob', 'policy/v1beta1/PodDisruptionBudget',
];

export const rule = defineRule({
  id: 'deprecated-api',
  theme: 'versions',
  severity: 'error',
  summary: 'An object uses a version of the API that clusters no longer serve, or soon will not.',
  rationale: `
Kubernetes removes beta versions of its APIs after some releases. Running objects survive the upgrade, because the cluster stores
them in another version; what breaks is the next deployment: the manifest is refused, often in the middle of an incident, when an
old release is to be rolled back to. A missing PodDisruptionBudget or CronJob is not noticed at all.`,
  fix: `
Change \`apiVersion\` to the one that replaces it, and read in the deprecation guide which fields have changed.`,
  limits: `
- An error where the version is gone from the cluster that is deployed to (\`target\`), a warning where it is only deprecated.
- The table is the one of the deprecation guide: built-in APIs only. APIs of operators and meshes have rules of their own.
- \`groups\` limits it to some API groups.`,
  references: ['https://kubernetes.io/docs/reference/using-api/deprecation-guide/', 'https://kubernetes.io/docs/reference/using-api/deprecation-policy/'],
  peers: [
    { id: 'kube-linter/no-extensions-v1beta', options: { groups: ['extensions'] } },
    { id: 'kube-score/stable-version', options: { target: '1.18' }, of: ['Deployment', 'StatefulSet', 'DaemonSet'] },
    { id: 'kics/94b76ea5', options: {}, of: ANNOUNCED },
    'popeye/403',
    { id: 'datree/18', options: { groups: ['extensions', 'apps'] } },
    { id: 'datree/19', options: { groups: ['rbac.authorization.k8s.io'] } },
    'datree/90',
    'datree/91',
    'datree/92',
    'datree/93',
    'datree/94',
    'datree/95',
    'datree/106',
    'datree/107',
    'datree/108',
    'kyverno/check-deprecated-apis',
    'pluto/deprecated',
    'kubent/deprecated',
    'istio/IST0002',
  ],
  needs: ['workload', 'service', 'config', 'object', 'budget', 'autoscaler', 'route', 'gateway', 'network-policy', 'claim', 'endpoints', 'monitor', 'traffic-policy'],
  options: { target: '1.34', groups: [] as readonly string[] },
  optionDocs: { target: 'Version of the cluster that is deployed to.', groups: 'API groups to look at; empty: all.' },
  check(context) {
    const { target, groups } = context.options;
    for (const view of judgedStacks(context))
      for (const object of view.manifests) {
        context.looked();
        const { kind, apiVersion = '', name } = object.ref;
        const old = deprecatedApi(apiVersion, kind);
        if (!old || (groups.length > 0 && !groups.includes(groupOf(apiVersion)))) continue;
        const gone = isAtLeast(target, old.removed);
        if (!gone && !isAtLeast(target, old.since)) continue;
        reportObject(context, view, object, {
          severity: !servesUsers(view) ? 'info' : gone ? 'error' : 'warning',
          message: gone ? `${kind} ${name} can no longer be deployed: ${apiVersion} is gone since Kubernetes ${old.removed}` : `${kind} ${name} cannot be deployed from Kubernetes ${old.removed} on: ${apiVersion} is deprecated`,
          place: object.at,
          fix: old.replacement ? { text: `Use ${old.replacement}.`, suggestion: { language: 'yaml', text: `apiVersion: ${old.replacement}` } } : { text: `Remove it; nothing replaces ${kind} as an API.` },
        });
      }
  },
});

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '');

/** Versions are `1.25`; compared by their minor number. */
const isAtLeast = (target: string, version: string): boolean => minor(target) >= minor(version);
const minor = (version: string): number => Number(version.replace(/^v/, '').split('.')[1] ?? 0);
