import type { YamlNode, YamlScalar } from '../yaml/index.js';
import { visitField, type FieldSpec } from './field-spec.js';
import { isSelected, type Id } from './id.js';
import { currentId, previousIds, type Resource } from './resource.js';
import { isScalar, replaceScalar } from './tree.js';

/** One entry of `replicas`. Returns whether something has that name. */
export function setReplicas(resources: readonly Resource[], name: string, count: YamlNode, specs: readonly FieldSpec[]): boolean {
  if (count.type !== 'scalar') return true;
  const value: YamlScalar = { ...count, quoted: false };
  let found = false;
  for (const fieldSpec of specs) {
    const meant = (id: Id): boolean => id.name === name && isSelected(id, fieldSpec);
    for (const resource of resources) {
      if (!meant(currentId(resource)) && !previousIds(resource).some(meant)) continue;
      found = true;
      visitField(
        resource.root,
        fieldSpec,
        (node) => {
          if (isScalar(node)) replaceScalar(node, value);
        },
        { kind: 'scalar', at: count },
      );
    }
  }
  return found;
}
