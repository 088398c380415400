import type { YamlNode } from '../yaml/index.js';
import { gvkOf, isSelected, type Gvk } from './id.js';
import { isMap, isMissing, isSequence, mapNode, setEntry, textAt, textNode, valueAt, type MapNode, type Node } from './tree.js';

/** A field that a transformer changes, in the objects that it selects. Lists on the way are entered without being named. */
export interface FieldSpec extends Partial<Gvk> {
  readonly path: readonly string[];
  readonly create?: boolean;
}

/** `a/b\/c` has two steps. */
export const splitPath = (path: string): string[] => path.split(/(?<!\\)\//).map((step) => step.replaceAll('\\/', '/'));

export const spec = (path: string, selects: Partial<Gvk> = {}, create = false): FieldSpec => ({ path: splitPath(path), ...selects, ...(create ? { create } : {}) });

export interface Creating {
  readonly kind: 'map' | 'scalar';
  /** Where what is created is said to be written. */
  readonly at: YamlNode;
}

/** Calls `set` for each node that the spec leads to in the object; makes maps on the way when the spec and `creating` say so. */
export function visitField(root: MapNode, { path, create, ...selects }: FieldSpec, set: (node: Node) => void, creating?: Creating): void {
  if (isSelected(gvkOf(textAt(root, 'apiVersion') ?? '', textAt(root, 'kind') ?? ''), selects)) visit(root, path, set, create ? creating : undefined);
}

function visit(node: Node, path: readonly string[], set: (node: Node) => void, creating: Creating | undefined): void {
  if (path.length === 0) return set(node);
  if (isSequence(node)) for (const item of node.items) visit(item, path, set, creating);
  else if (isMap(node)) visitMap(node, path, set, creating);
}

function visitMap(node: MapNode, [first, ...rest]: readonly string[], set: (node: Node) => void, creating: Creating | undefined): void {
  const isList = first!.endsWith('[]');
  const key = isList ? first!.slice(0, -2) : first!;
  let field = valueAt(node, key);
  if (creating && !isList && (field === undefined || isMissing(field))) {
    field = rest.length > 0 || creating.kind === 'map' ? mapNode(creating.at) : textNode('', creating.at);
    setEntry(node, key, field);
  }
  if (field !== undefined && (rest.length === 0 || !isMissing(field))) visit(field, rest, set, creating);
}
