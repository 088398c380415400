import type { ObjectFacts } from './objects.js';

/** The name that stands for a file in places of live objects. */
export const titleOf = ({ kind, metadata: { name, namespace } }: { readonly kind: string; readonly metadata: { readonly name: string; readonly namespace?: string } }): string => `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;

/** Plain JSON with every place in a live object at its beginning: the columns that told its nodes apart say nothing to a reader. */
export function atObjects<T>(value: T, objects: readonly ObjectFacts[]): T {
  const files = new Set(objects.map(({ ref }) => titleOf({ kind: ref.kind, metadata: ref })));
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    const copy = Object.fromEntries(Object.entries(part).map(([key, item]) => [key, visit(item)]));
    return typeof copy['file'] === 'string' && files.has(copy['file']) && 'column' in copy ? { ...copy, line: 1, column: 1, ...('length' in copy ? { length: 1 } : {}) } : copy;
  };
  return visit(value) as T;
}
