import { formatPlace, type Place } from '../facts/place.js';
import type { Labels, ObjectRef } from '../facts/types.js';
import type { Finding } from '../report/result.js';
import type { StackView, System } from '../system/system.js';
import { parseIgnore, type Ignore } from './ignores.js';

const KEY = 'faultline.dev/ignore';

type Annotations = Readonly<Record<string, { readonly value: string; readonly at: Place }>>;
interface Declared { readonly ref: ObjectRef; readonly labels: Labels; readonly annotations: Annotations; readonly podAnnotations?: Annotations }

/** An object with its annotations and those of its pods, and every stack and component that it is part of: a base is in each of its overlays. */
export interface Annotated { readonly ref: ObjectRef; readonly annotations: Annotations; readonly stacks: Set<string>; readonly components: Set<string>; readonly ofPods: boolean }

/** `faultline.dev/ignore: "rule-id -- reason; other-rule -- reason"` on an object or its pod template covers that object. */
export function annotationIgnores(system: System): readonly Ignore[] {
  return annotatedObjects(system).flatMap((object) => {
    if (!Object.hasOwn(object.annotations, KEY)) return [];
    const { value, at } = object.annotations[KEY]!;
    return value.split(';').filter((part) => part.trim() !== '').map((part): Ignore => ({
      by: 'annotation', ...parseIgnore(part.trim()), at, covers: (finding) => coversObject(object, finding),
    }));
  });
}

/** Every object that carries annotations, once for each set of them. */
export function annotatedObjects(system: System): readonly Annotated[] {
  const found = new Map<string, Annotated>();
  for (const view of system.stacks)
    for (const { fact, component } of objectsOf(view))
      for (const [ofPods, annotations] of [[false, fact.annotations], [true, fact.podAnnotations ?? {}]] as const) {
        const key = Object.entries(annotations).map(([name, { at }]) => `${name} ${formatPlace(at)}`).join(' ');
        if (key === '') continue;
        const entry = found.get(key) ?? { ref: fact.ref, annotations, stacks: new Set(), components: new Set(), ofPods };
        entry.stacks.add(view.stack.id);
        if (component !== undefined) entry.components.add(component);
        found.set(key, entry);
      }
  return [...found.values()];
}

function objectsOf(view: StackView): readonly { readonly fact: Declared; readonly component?: string }[] {
  const others: readonly Declared[] = [...view.manifests, ...(view.cloud ?? []).map(({ fact }) => fact)];
  return [...view.workloads.map(({ fact, component }) => ({ fact, component })), ...others.map((fact) => ({ fact }))];
}

/** Findings about the object; and, for a workload, those about its component that name no object. */
export function coversObject({ ref, stacks, components }: Annotated, { object, subject, stack }: Finding): boolean {
  if (stack !== undefined && !stacks.has(stack)) return false;
  if (object === undefined) return components.has('component' in subject ? subject.component : subject.from);
  return object.kind === ref.kind && object.name === ref.name && (object.namespace === undefined || ref.namespace === undefined || object.namespace === ref.namespace);
}
