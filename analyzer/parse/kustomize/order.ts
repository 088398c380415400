import { compareText } from '../../facts/place.js';
import { get, items, stringOf, type YamlNode } from '../yaml/index.js';
import type { Id } from './id.js';
import { currentId, type Resource } from './resource.js';

const FIRST = ['Namespace', 'ResourceQuota', 'StorageClass', 'CustomResourceDefinition', 'ServiceAccount', 'PodSecurityPolicy', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding', 'ConfigMap']
  .concat(['Secret', 'Endpoints', 'Service', 'LimitRange', 'PriorityClass', 'PersistentVolume', 'PersistentVolumeClaim', 'Deployment', 'StatefulSet', 'CronJob', 'PodDisruptionBudget']);
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** The order of what is printed: what others need first, unless the kustomization asks for the order of its files. */
export function ordered(resources: readonly Resource[], options: YamlNode | undefined): Resource[] {
  if (options !== undefined && stringOf(get(options, 'order')) !== 'legacy') return [...resources];
  const custom = get(options, 'legacySortOptions');
  const first = custom ? items(get(custom, 'orderFirst')).map((node) => stringOf(node) ?? '') : FIRST;
  const last = custom ? items(get(custom, 'orderLast')).map((node) => stringOf(node) ?? '') : LAST;
  const rank = new Map([...first.map((kind, index): [string, number] => [kind, index - first.length]), ...last.map((kind, index): [string, number] => [kind, index + 1])]);
  return resources
    .map((resource) => ({ resource, id: currentId(resource) }))
    .sort((a, b) => (rank.get(a.id.kind) ?? 0) - (rank.get(b.id.kind) ?? 0) || compareText(gvkText(a.id), gvkText(b.id)) || compareText(idText(a.id), idText(b.id)))
    .map(({ resource }) => resource);
}

const gvkText = ({ group, version, kind }: Id): string => `${group || '~G'}_${version || '~V'}_${kind || '~K'}`;
const idText = ({ group, version, kind, namespace, name }: Id): string => `${kind}.${version}.${group}|${namespace || '~X'}|${name || '~N'}`;
