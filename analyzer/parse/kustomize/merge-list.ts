import { entryIn, isMap, isMissing, textAt, textNode, type Node, type SequenceNode } from './tree.js';

type MergeElements = (target: Node | undefined, patch: Node | undefined) => Node | undefined;

/** Merges lists of objects by their keys, or lists of texts as sets. The patch's elements come first, in the patch's order. */
export function mergeList(target: SequenceNode, patch: SequenceNode | undefined, list: { readonly keys: readonly string[] }, mergeElements: MergeElements): SequenceNode {
  if (list.keys.length === 0) return mergeTexts(target, patch);
  return list.keys.length === 1 ? mergeByKey(target, patch, list.keys[0]!, mergeElements) : mergeObjects(target, patch, list.keys, mergeElements);
}

/** Nearly every list has one key; with it, merging takes no longer than the lists are. */
function mergeByKey(target: SequenceNode, patch: SequenceNode | undefined, key: string, mergeElements: MergeElements): SequenceNode {
  const [own, others] = [byKey(target, key), byKey(patch, key)];
  const items: Node[] = [];
  for (const value of new Set([...others.keys(), ...own.keys()])) {
    const element = mergeElements(own.get(value)?.[0], others.get(value)?.[0]);
    if (element === undefined || isMissing(element) || (isMap(element) && element.entries.length === 0)) continue;
    addKeys(element, [key], [value]);
    // As in the original, what the list had stays in its place: an element is merged, never replaced.
    items.push(own.get(value)?.at(-1) ?? element);
  }
  return Object.assign(target, { items: [...items, ...target.items.filter((item) => !isMissing(item) && !textAt(item, key) && !(isMap(item) && item.entries.length === 0))] });
}

function byKey(list: SequenceNode | undefined, key: string): Map<string, Node[]> {
  const elements = new Map<string, Node[]>();
  for (const item of list?.items ?? []) {
    const value = textAt(item, key);
    if (value) (elements.get(value) ?? elements.set(value, []).get(value)!).push(item);
  }
  return elements;
}

function mergeTexts(target: SequenceNode, patch: SequenceNode | undefined): SequenceNode {
  const seen = new Set<string>();
  const items = [...(patch?.items ?? []), ...target.items].filter((item) => {
    const text = textAt(item) ?? '';
    return !seen.has(text) && seen.add(text);
  });
  return Object.assign(target, { items });
}

/** Elements with two keys (ports) are compared with each other; nobody has so many. */
const MAX_COMPARED = 1_000;

function mergeObjects(target: SequenceNode, patch: SequenceNode | undefined, keys: readonly string[], mergeElements: MergeElements): SequenceNode {
  const found = identitiesIn(patch, target, keys);
  if (found.length > MAX_COMPARED) return Object.assign(target, { items: [...(patch === target ? [] : (patch?.items ?? [])), ...target.items] });
  const identities = completed(found);
  if (identities.length === 0) return target;
  const used = usedKeys(keys, identities);
  const merged: Node[] = [];
  for (const identity of identities) {
    if (identity.every((value) => value === '')) continue;
    const values = used.map((key) => identity[keys.indexOf(key)]!);
    const element = mergeElements(elementOf(target, used, values), patch && elementOf(patch, used, values));
    if (element === undefined || isMissing(element) || (isMap(element) && element.entries.length === 0)) target.items = withElement(target.items, used, values, undefined);
    else {
      addKeys(element, used, values);
      merged.splice(0, merged.length, ...withElement(merged, used, values, element));
    }
  }
  target.items = appendAll(merged, target.items, used);
  return target;
}

/** An element's keys; a key that it lacks is empty (a port without protocol). Each once, the patch's first. */
function identitiesIn(patch: SequenceNode | undefined, target: SequenceNode, keys: readonly string[]): string[][] {
  const seen = new Set<string>();
  return [...(patch?.items ?? []), ...target.items].map((item) => keys.map((key) => textAt(item, key) ?? '')).filter((identity) => {
    const text = JSON.stringify(identity);
    return !seen.has(text) && seen.add(text);
  });
}

/** `80` and `80 TCP` are one port: what lacks a key takes it from what agrees otherwise. */
function completed(identities: string[][]): string[][] {
  const all = [...identities];
  for (let i = 0; i < all.length; i++)
    for (let j = 0; j < all.length; j++) {
      const joined = join(all[i]!, all[j]!);
      if (joined) all[i] = all[j] = joined;
    }
  return all;
}

function join(a: readonly string[], b: readonly string[]): string[] | undefined {
  if (a.some((value, index) => value !== b[index] && value !== '' && b[index] !== '')) return undefined;
  return a.some((value, index) => value === b[index]) ? a.map((value, index) => value || b[index]!) : undefined;
}

/** Keys that some element has. */
function usedKeys(keys: readonly string[], identities: readonly (readonly string[])[]): readonly string[] {
  const used = keys.filter((_, index) => identities.some((identity) => identity[index] !== ''));
  return used.length === 0 ? keys : used;
}

/** The first element with these values; an empty value does not count unless all are. */
function elementOf({ items }: SequenceNode, keys: readonly string[], values: readonly string[]): Node | undefined {
  const stated = keys.map((key, index) => ({ key, value: values[index]! })).filter(({ value }) => value !== '');
  return stated.length === 0 ? undefined : items.find((item) => stated.every(({ key, value }) => textAt(item, key) === value));
}

function addKeys(element: Node, keys: readonly string[], values: readonly string[]): void {
  if (!isMap(element)) return;
  keys.forEach((key, index) => {
    if (values[index] !== '' && entryIn(element, key) === undefined) element.entries.push({ key: textNode(key, element), value: textNode(values[index]!, element) });
  });
}

const matches = (item: Node, keys: readonly string[], values: readonly (string | undefined)[]): boolean =>
  keys.every((key, index) => (values[index] ? textAt(item, key) === values[index] : index >= values.length || !isMissing(entryIn(item, key)?.value)));

/** The list with `element` in the place of those that have its keys, or at the end; without them when there is none. */
function withElement(items: readonly Node[], keys: readonly string[], values: readonly string[], element: Node | undefined): Node[] {
  let found = false;
  const result: Node[] = [];
  for (const item of items) {
    if (isMissing(item) || (isMap(item) && item.entries.length === 0)) continue;
    if (!isMap(item) || !matches(item, keys, values)) result.push(item);
    else {
      found = true;
      if (element) result.push(element);
    }
  }
  if (element && !found) result.push(element);
  return result;
}

/** Adds what is not there yet; elements that lack a key are kept as they are. */
function appendAll(into: readonly Node[], items: readonly Node[], keys: readonly string[]): Node[] {
  let result = [...into];
  for (const item of items) {
    const values: string[] = [];
    for (const key of keys) {
      const text = textAt(item, key);
      if (text === undefined) result.push(item);
      else values.push(text);
    }
    if (values.length === 0) continue;
    if (keys.length > 1) result = withElement(result, keys, values, undefined);
    result = withElement(result, keys, values, item);
  }
  return result;
}
