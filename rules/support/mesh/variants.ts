import type { Fact, FactKind, FactOf } from '../../../analyzer/facts/types.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { objectKey } from '../objects.js';

type Declared = Extract<Fact, { ref: unknown }>;

const folderOf = ({ at }: Declared): string => at.file.slice(0, at.file.lastIndexOf('/') + 1);

const variants = new WeakMap<StackView, { readonly objects: ReadonlySet<string>; readonly folders: ReadonlySet<string> }>();

/** Objects that several files declare, each in its own way, to be applied one after the other; and the folders that hold such files. */
function variantsOf(view: StackView): { readonly objects: ReadonlySet<string>; readonly folders: ReadonlySet<string> } {
  const known = variants.get(view);
  if (known) return known;
  const first = new Map<string, Declared>();
  const objects = new Set<string>();
  const folders = new Set<string>();
  for (const kind of ['virtual-service', 'destination-rule', 'mesh-gateway', 'service-entry', 'mesh-policy'] as const satisfies readonly FactKind[])
    for (const fact of view.declared(kind)) {
      const key = objectKey(view, fact.ref);
      const other = first.get(key);
      if (other === undefined) first.set(key, fact);
      else {
        objects.add(key);
        folders.add(folderOf(fact)).add(folderOf(other));
      }
    }
  const found = { objects, folders };
  variants.set(view, found);
  return found;
}

/**
 * Objects of a kind that may be in force at the same time: without those that several files declare (a cluster holds one of
 * them), and with whether any of them lies in a folder of such alternatives, where nobody can say what is applied together.
 */
export const together = <K extends 'virtual-service' | 'destination-rule' | 'mesh-gateway' | 'service-entry' | 'mesh-policy'>(view: StackView, kind: K): readonly FactOf<K>[] => {
  const all: readonly FactOf<K>[] = view.declared(kind);
  return all.filter((fact) => !variantsOf(view).objects.has(objectKey(view, (fact as Declared).ref)));
};

export const amongVariants = (view: StackView, ...facts: readonly Declared[]): boolean => facts.some((fact) => variantsOf(view).folders.has(folderOf(fact)));
