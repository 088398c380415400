import { currentId, withId, type Resource } from './resource.js';
import { isMap, mapIn, setEntry, valueAt } from './tree.js';

/** Adds a generated object, or merges it into the one that it names. Undefined: done; otherwise why not. */
export function absorb(resources: Resource[], made: Resource): string | undefined {
  const [existing, another] = withId(resources, currentId(made));
  const merges = made.behavior === 'merge' || made.behavior === 'replace';
  if (another) return 'Several objects have this name.';
  if (existing === undefined) {
    if (merges) return `There is nothing of this name to ${made.behavior}.`;
    resources.push(made);
    return undefined;
  }
  if (!merges) return 'Something of this name is there already. Set behavior to merge or replace.';
  if (made.behavior === 'merge') for (const field of ['data', 'binaryData']) inherit(made, existing, [field]);
  for (const field of ['labels', 'annotations']) inherit(made, existing, ['metadata', field]);
  for (const field of ['name', 'namespace']) {
    const value = valueAt(existing.root, 'metadata', field);
    if (value) setEntry(mapIn(made.root, 'metadata', made.root), field, value);
  }
  const { previous, prefixes, suffixes, vars, behavior } = existing;
  const unhashable = made.unhashable === true || (made.behavior === 'merge' && existing.unhashable === true);
  resources[resources.indexOf(existing)] = { ...made, previous, prefixes, suffixes, vars, behavior, hashed: made.hashed && existing.hashed, unhashable };
  return undefined;
}

/** What the new object does not say itself it takes from the old one, which comes first. */
function inherit(made: Resource, existing: Resource, path: readonly string[]): void {
  const old = valueAt(existing.root, ...path);
  if (!isMap(old)) return;
  const parent = path.length === 1 ? made.root : mapIn(made.root, 'metadata', made.root);
  const own = mapIn(parent, path.at(-1)!, old);
  const added = own.entries;
  own.entries = [...old.entries];
  for (const { key, value } of added) setEntry(own, key.text, value);
}
