import { formatPlace, type Place } from '../facts/place.js';
import type { Labels, ObjectRef } from '../facts/types.js';
import type { Finding } from '../report/result.js';
import type { StackView, System } from '../system/system.js';
import { parseIgnore, type Ignore } from './ignores.js';

const KEY = 'faultline.dev/ignore';

type Annotations = Readonly<Record<string, { readonly value: string; readonly at: Place }>>;
interface Annotated { readonly ref: ObjectRef; readonly labels: Labels; readonly annotations: Annotations; readonly podAnnotations?: Annotations }
/** One annotation, with every stack and component that its object is part of: a base is in each of its overlays. */
interface Found { readonly ref: ObjectRef; readonly text: string; readonly at: Place; readonly stacks: Set<string>; readonly components: Set<string> }

/** `faultline.dev/ignore: "rule-id -- reason; other-rule -- reason"` on an object or its pod template covers that object. */
export function annotationIgnores(system: System): readonly Ignore[] {
  const found = new Map<string, Found>();
  for (const view of system.stacks)
    for (const { fact, component } of objectsOf(view))
      for (const annotations of [fact.annotations, fact.podAnnotations ?? {}]) {
        if (!Object.hasOwn(annotations, KEY)) continue;
        const { value, at } = annotations[KEY]!;
        const entry = found.get(formatPlace(at)) ?? { ref: fact.ref, text: value, at, stacks: new Set(), components: new Set() };
        entry.stacks.add(view.stack.id);
        if (component !== undefined) entry.components.add(component);
        found.set(formatPlace(at), entry);
      }
  return [...found.values()].flatMap((entry) =>
    entry.text.split(';').filter((part) => part.trim() !== '').map((part): Ignore => ({
      by: 'annotation', ...parseIgnore(part.trim()), at: entry.at, covers: (finding) => covers(entry, finding),
    })));
}

function objectsOf(view: StackView): readonly { readonly fact: Annotated; readonly component?: string }[] {
  const others: readonly Annotated[] = [
    ...view.services.map(({ fact }) => fact), ...view.routes.map(({ fact }) => fact), ...view.autoscalers.map(({ fact }) => fact),
    ...view.budgets.map(({ fact }) => fact), ...view.gateways, ...view.configs, ...view.networkPolicies, ...view.claims, ...view.endpoints, ...view.objects,
  ];
  return [...view.workloads.map(({ fact, component }) => ({ fact, component })), ...others.map((fact) => ({ fact }))];
}

/** Findings about the object; and, for a workload, those about its component that name no object. */
function covers({ ref, stacks, components }: Found, { object, subject, stack }: Finding): boolean {
  if (stack !== undefined && !stacks.has(stack)) return false;
  if (object === undefined) return components.has('component' in subject ? subject.component : subject.from);
  return object.kind === ref.kind && object.name === ref.name && (object.namespace === undefined || ref.namespace === undefined || object.namespace === ref.namespace);
}
