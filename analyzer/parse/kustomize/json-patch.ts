import type { YamlNode } from '../yaml/index.js';
import { copy, entryIn, isMap, isSequence, mapNode, removeEntry, setEntry, textAt, valueAt, type Budget, type MapNode, type Node, type SequenceNode } from './tree.js';

/** An operation that does not fit the object: the rest of the patch is not applied. */
export class JsonPatchError extends Error {
  constructor(
    message: string,
    readonly at: Node,
  ) {
    super(message);
  }
}

/** The operations of a patch (RFC 6902) when a document is one. */
export function operationsOf(root: YamlNode | undefined): readonly YamlNode[] | undefined {
  return root?.type === 'sequence' && root.items.every((item) => item.type === 'map' && item.entries.some((entry) => entry.key.text === 'op')) ? root.items : undefined;
}

/** Applies operations in their order to a copy of the object. */
export function applyOperations(root: MapNode, operations: readonly YamlNode[], budget: Budget): MapNode {
  const holder = mapNode(root);
  setEntry(holder, 'root', copy(root, budget) as Node);
  for (const operation of operations) apply(holder, copy(operation, budget) as Node, budget);
  const result = valueAt(holder, 'root');
  if (!isMap(result)) throw new JsonPatchError('This operation leaves no object.', root);
  return result;
}

function apply(holder: MapNode, operation: Node, budget: Budget): void {
  const to = pointer(operation, 'path');
  const value = entryIn(operation, 'value')?.value;
  switch (textAt(operation, 'op')) {
    case 'add':
      return insert(holder, to, needed(value, operation), operation);
    case 'replace':
      return replace(holder, to, needed(value, operation), operation);
    case 'remove':
      return remove(holder, to, operation);
    case 'copy':
      return insert(holder, to, copy(read(holder, pointer(operation, 'from'), operation), budget) as Node, operation);
    case 'move': {
      const moved = read(holder, pointer(operation, 'from'), operation);
      remove(holder, pointer(operation, 'from'), operation);
      return insert(holder, to, moved, operation);
    }
    case 'test':
      if (JSON.stringify(plain(read(holder, to, operation))) !== JSON.stringify(plain(needed(value, operation)))) throw new JsonPatchError('This test fails.', operation);
      return;
    default:
      throw new JsonPatchError('This operation is none of add, remove, replace, move, copy and test.', operation);
  }
}

/** Steps from the holder of the root. */
function pointer(operation: Node, field: string): string[] {
  const text = textAt(operation, field);
  if (text === undefined || (text !== '' && !text.startsWith('/'))) throw new JsonPatchError(`This operation has no usable ${field}; it begins with a slash.`, operation);
  return ['root', ...text.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))];
}

function needed(value: Node | undefined, operation: Node): Node {
  return value ?? { type: 'scalar', value: null, text: 'null', quoted: false, source: operation.source, start: operation.start, end: operation.end };
}

function read(holder: MapNode, path: readonly string[], operation: Node): Node {
  let current = holder as Node;
  for (const step of path) {
    const next: Node | undefined = isSequence(current) ? current.items[indexIn(current, step, operation)] : valueAt(current, step);
    if (next === undefined) throw new JsonPatchError(`The object has no ${show(path)}.`, operation);
    current = next;
  }
  return current;
}

const show = (path: readonly string[]): string => `/${path.slice(1).join('/')}`;

function insert(holder: MapNode, path: readonly string[], value: Node, operation: Node): void {
  const parent = read(holder, path.slice(0, -1), operation);
  const step = path.at(-1)!;
  if (isMap(parent)) setEntry(parent, step, value);
  else if (isSequence(parent)) {
    const index = step === '-' ? parent.items.length : indexIn(parent, step, operation);
    if (index > parent.items.length) throw new JsonPatchError(`The list has no place ${step}.`, operation);
    parent.items.splice(index, 0, value);
  } else throw new JsonPatchError(`The object has no ${show(path)}.`, operation);
}

function replace(holder: MapNode, path: readonly string[], value: Node, operation: Node): void {
  const parent = read(holder, path.slice(0, -1), operation);
  // Kustomize lets a field be replaced that is not there; in a list the place must exist.
  if (isMap(parent)) setEntry(parent, path.at(-1)!, value);
  else if (isSequence(parent) && parent.items[indexIn(parent, path.at(-1)!, operation)] !== undefined) parent.items[indexIn(parent, path.at(-1)!, operation)] = value;
  else throw new JsonPatchError(`The object has no ${show(path)}.`, operation);
}

function remove(holder: MapNode, path: readonly string[], operation: Node): void {
  read(holder, path, operation);
  const parent = read(holder, path.slice(0, -1), operation);
  if (isSequence(parent)) parent.items.splice(indexIn(parent, path.at(-1)!, operation), 1);
  else removeEntry(parent as MapNode, path.at(-1)!);
}

function indexIn(list: SequenceNode, step: string, operation: Node): number {
  if (!/^-?\d{1,9}$/.test(step)) throw new JsonPatchError(`${step} is no place in a list.`, operation);
  const index = Number(step);
  return index < 0 ? list.items.length + index : index;
}

/** For comparison: maps in the order of their keys. */
function plain(node: Node): unknown {
  if (node.type === 'scalar') return node.value;
  if (node.type === 'sequence') return node.items.map(plain);
  return [...node.entries].sort((a, b) => (a.key.text < b.key.text ? -1 : 1)).map(({ key, value }) => [key.text, plain(value)]);
}
