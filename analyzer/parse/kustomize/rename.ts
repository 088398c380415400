import type { YamlNode } from '../yaml/index.js';
import { visitField, type FieldSpec } from './field-spec.js';
import { isClusterScoped, isSelected, keyOf } from './id.js';
import { currentId, originalId, rememberId, type Resource } from './resource.js';
import { isMap, isScalar, isSequence, rewrite, setEntry, textAt, textNode, valueAt, type Node } from './tree.js';

/** Kinds whose names stand for something outside of the object. */
const KEEP_NAME = [{ kind: 'CustomResourceDefinition' }, { kind: 'APIService', group: 'apiregistration.k8s.io' }, { kind: 'Namespace' }];

/** `namePrefix` or `nameSuffix`. What refers to the names follows when the overlay is complete. */
export function addToNames(resources: readonly Resource[], affix: 'namePrefix' | 'nameSuffix', text: string, field: YamlNode, specs: readonly FieldSpec[]): void {
  for (const resource of resources) {
    const id = originalId(resource);
    if (KEEP_NAME.some((kept) => isSelected(id, kept))) continue;
    for (const fieldSpec of specs) {
      if (!isSelected(id, fieldSpec)) continue;
      if (fieldSpec.path.join('/') === 'metadata/name') {
        (affix === 'namePrefix' ? resource.prefixes : resource.suffixes).push(text);
        rememberId(resource);
      }
      visitField(resource.root, fieldSpec, (node) => {
        if (isScalar(node)) rewrite(node, affix === 'namePrefix' ? text + node.text : node.text + text, { field, label: affix });
      });
    }
  }
}

export type Subjects = 'defaultOnly' | 'allServiceAccounts' | 'none';

/** `namespace`: every object of a namespaced kind goes there. Two objects that become one by it are returned. */
export function setNamespace(resources: readonly Resource[], namespace: YamlNode & { type: 'scalar' }, specs: readonly FieldSpec[], options: { readonly subjects?: Subjects; readonly unsetOnly?: boolean } = {}): Resource[] {
  const set = (node: Node): void => {
    if (isScalar(node) && !(options.unsetOnly && node.text !== '')) Object.assign(node, textNode(namespace.text, namespace));
  };
  const creating = { kind: 'scalar', at: namespace } as const;
  for (const resource of resources) {
    if (resource.hasOwnNamespace) continue;
    rememberId(resource);
    const id = currentId(resource);
    if (!isClusterScoped(id)) visitField(resource.root, { path: ['metadata', 'namespace'], create: true }, set, creating);
    if (id.kind === 'RoleBinding' || id.kind === 'ClusterRoleBinding') setSubjects(valueAt(resource.root, 'subjects'), options.subjects ?? 'defaultOnly', namespace.text, namespace);
    for (const fieldSpec of specs) if (applies(fieldSpec, id, textAt(resource.root, 'apiVersion'))) visitField(resource.root, fieldSpec, set, creating);
  }
  return duplicates(resources);
}

function applies({ path, kind }: FieldSpec, id: { readonly kind: string }, apiVersion: string | undefined): boolean {
  const joined = path.join('/');
  if (joined === 'metadata/namespace') return false;
  if (joined === 'metadata/name') return apiVersion === 'v1';
  return !(joined === 'subjects/namespace' && (kind === 'RoleBinding' || kind === 'ClusterRoleBinding') && id.kind.endsWith('Binding'));
}

/** Only the account that every namespace has is meant by its name alone; others follow the accounts that they refer to. */
function setSubjects(subjects: Node | undefined, mode: Subjects, namespace: string, at: YamlNode): void {
  if (mode === 'none' || !isSequence(subjects)) return;
  for (const subject of subjects.items) {
    const meant = mode === 'allServiceAccounts' ? textAt(subject, 'kind') === 'ServiceAccount' : textAt(subject, 'name') === 'default';
    if (isMap(subject) && meant) setEntry(subject, 'namespace', textNode(namespace, at));
  }
}

function duplicates(resources: readonly Resource[]): Resource[] {
  const seen = new Set<string>();
  return resources.filter((resource) => {
    const key = keyOf(currentId(resource));
    return seen.has(key) || !seen.add(key);
  });
}
