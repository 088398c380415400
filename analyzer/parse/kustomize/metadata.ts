import type { YamlEntry, YamlNode } from '../yaml/index.js';
import { compareText } from '../../facts/place.js';
import { visitField, type FieldSpec } from './field-spec.js';
import type { Resource } from './resource.js';
import { isMap, setEntry, textNode } from './tree.js';

/** Labels or annotations of the kustomization, in every field that the specs name. */
export function addPairs(resources: readonly Resource[], pairs: readonly YamlEntry[], specs: readonly FieldSpec[]): void {
  const sorted = [...pairs].sort((a, b) => compareText(a.key.text, b.key.text));
  for (const resource of resources)
    for (const { key, value } of sorted)
      for (const fieldSpec of specs)
        visitField(
          resource.root,
          fieldSpec,
          (node) => {
            if (isMap(node)) setEntry(node, key.text, textNode(textOf(value), value));
          },
          { kind: 'map', at: value },
        );
}

const textOf = (value: YamlNode): string => (value.type === 'scalar' && value.value !== null ? value.text : '');
