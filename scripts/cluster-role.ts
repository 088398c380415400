import { compareText } from '../analyzer/facts/place.js';

/** Groups that every cluster has: their kinds are granted one by one. Of the others a cluster has some, in versions of their own. */
const OWN = (group: string): boolean => !group.includes('.') || group.endsWith('.k8s.io');

/** Kubernetes names its resources by English plurals. */
export const pluralOf = (kind: string): string => kind.toLowerCase().replace(/(s|x|ch|sh)$/, '$1e').replace(/([^aeiou])y$/, '$1ie') + 's';

/** The role that reading a cluster needs: to list these kinds, and nothing else. Secrets are not in it. */
export function clusterRole(kinds: readonly { readonly group: string; readonly kind: string }[]): string {
  const groups = [...new Set(kinds.map(({ group }) => group))].sort(compareText);
  const plurals = (group: string): string => kinds.filter((one) => one.group === group && one.kind !== 'Secret').map(({ kind }) => pluralOf(kind)).sort(compareText).join(', ');
  const own = groups.filter(OWN).map((group) => rule(group === '' ? '[""]' : `[${group}]`, `[${plurals(group)}]`)).join('');
  const others = rule(groups.filter((group) => !OWN(group)).map((group) => `\n      - ${group}`).join(''), '["*"]');
  return `${HEAD}${own}  # Custom resources. Leave out the groups that the cluster does not have, or that should not be read: what is not read counts as declared.\n${others}${TAIL}`;
}

const rule = (groups: string, resources: string): string => `  - apiGroups:${groups.startsWith('\n') ? '' : ' '}${groups}\n    resources: ${resources}\n    verbs: [list]\n`;

const HEAD = `# What "faultline drift --cluster" and "faultline snapshot --cluster" need: to list, and nothing else. Secrets are not in it; where an
# account may list them, Faultline asks the server for their names only. Generated from the kinds that are read.
#
# For single namespaces, bind the ClusterRole with a RoleBinding in each, and name them with --namespace.
apiVersion: v1
kind: ServiceAccount
metadata:
  name: faultline
  namespace: default
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: faultline-reader
rules:
`;

const TAIL = `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: faultline-reader
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: faultline-reader
subjects:
  - kind: ServiceAccount
    name: faultline
    namespace: default
`;
