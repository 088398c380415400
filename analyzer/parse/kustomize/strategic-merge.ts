import { mergeList } from './merge-list.js';
import { fieldType, typeOf, type Type } from './schema.js';
import { entryIn, isMap, isMissing, isScalar, isSequence, removeEntry, textAt, type MapNode, type Node, type SequenceNode } from './tree.js';

/** What cannot be merged, such as a mapping with a list. */
export class MergeConflict extends Error {
  constructor(readonly node: Node) {
    super();
  }
}

/** Merges a patch into an object, as `kubectl apply` would: undefined when the patch deletes it. Both trees are used up. */
export function mergePatch(target: MapNode, patch: MapNode): MapNode | undefined {
  const kind = typeOf(textAt(target, 'apiVersion') ?? '', textAt(target, 'kind') ?? '');
  const merged = merge(target, patch, kind);
  return isMap(merged) && merged.entries.length > 0 ? merged : undefined;
}

/**
 * One level. What only the patch has is merged with itself, which resolves the directives inside. Undefined: the field goes.
 */
function merge(target: Node | undefined, patch: Node | undefined, type: Type): Node | undefined {
  const shape = isMissing(target) ? patch : target;
  if (isMissing(shape)) return keepNull(target, patch);
  if (!isMissing(patch) && patch!.type !== shape!.type) throw new MergeConflict(patch!);
  if (shape!.type === 'map') return mergeMap(target, patch, type);
  // A patch that repeats a value (the key of a list's element) leaves it where it was written first.
  if (shape!.type === 'scalar') return patch === undefined || (isScalar(patch) && isScalar(target) && patch.value === target.value) ? target : patch;
  return type.list === undefined ? (patch ?? target) : mergeSequence(target, patch, type.list);
}

/** A null that was written out stays where no patch names it; an empty value goes. */
const keepNull = (target: Node | undefined, patch: Node | undefined): Node | undefined => (patch === undefined && target?.type === 'scalar' && target.text !== '' ? target : undefined);

function mergeMap(target: Node | undefined, patch: Node | undefined, type: Type): Node | undefined {
  if (!isMissing(target) && patch !== undefined && isMissing(patch)) return undefined;
  const directive = isMap(patch) ? takeDirective(patch) : 'merge';
  if (directive === 'delete') return undefined;
  const into = (isMissing(target) || directive === 'replace' ? patch : target) as MapNode;
  mergeFields(into, patch as MapNode | undefined, type);
  return into;
}

function mergeFields(into: MapNode, patch: MapNode | undefined, type: Type): void {
  const fields = new Set([...into.entries, ...(patch?.entries ?? [])].map(({ key }) => key.text));
  for (const field of fields) {
    const own = entryIn(into, field);
    const other = entryIn(patch, field);
    const merged = merge(own?.value, other?.value, fieldType(type, field));
    if (merged === undefined || (isMissing(merged) && merged !== own?.value)) removeEntry(into, field);
    else if (own) own.value = merged;
    else into.entries.push({ key: other!.key, value: merged });
  }
}

function mergeSequence(target: Node | undefined, patch: Node | undefined, list: NonNullable<Type['list']>): Node | undefined {
  if (!isMissing(target) && patch !== undefined && isMissing(patch)) return undefined;
  const directive = isSequence(patch) ? takeListDirective(patch) : 'merge';
  if (directive === 'delete' && !isMissing(target)) return undefined;
  const into = (isMissing(target) || directive === 'replace' ? patch : target) as SequenceNode;
  return mergeList(into, patch as SequenceNode | undefined, list, (a, b) => merge(a, b, list.element));
}

const DIRECTIVE = '$patch';

/** `$patch: replace` among the fields of a mapping; it is no field of the object. */
function takeDirective(patch: MapNode): string {
  const directive = textAt(patch, DIRECTIVE) ?? 'merge';
  removeEntry(patch, DIRECTIVE);
  return directive;
}

/** An element with nothing but `$patch` speaks for the list. */
function takeListDirective(patch: SequenceNode): string {
  const index = patch.items.findIndex((item) => entryIn(item, DIRECTIVE) !== undefined);
  const item = patch.items[index];
  if (!isMap(item) || item.entries.length !== 1) return 'merge';
  patch.items.splice(index, 1);
  return textAt(item, DIRECTIVE) ?? 'merge';
}
