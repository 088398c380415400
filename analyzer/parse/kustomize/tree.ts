import { placeOf, type YamlNode, type YamlScalar, type YamlSource } from '../yaml/index.js';

/**
 * The positioned tree while an overlay is built: the same nodes, but they may be changed. Each build works on its own copies, so
 * what parsing returned never changes. A `Node` is a `YamlNode` wherever one is read.
 */
export type Node = Scalar | MapNode | SequenceNode;

export type Scalar = { -readonly [K in keyof YamlScalar]: YamlScalar[K] };

interface Spanned {
  source: YamlSource;
  start: number;
  end: number;
  tag?: string | undefined;
}

export interface MapNode extends Spanned {
  type: 'map';
  entries: Entry[];
}

export interface SequenceNode extends Spanned {
  type: 'sequence';
  items: Node[];
}

export interface Entry {
  key: Scalar;
  value: Node;
}

/** Nodes that one build may copy: far above any real system, low enough to stop a patch that is applied to everything again and again. */
export interface Budget {
  left: number;
}

export class BudgetExceeded extends Error {}

/** A copy that may be changed. Aliases become copies, as they do when the overlay is printed. */
export function copy<N extends YamlNode>(node: N, budget: Budget): N extends YamlScalar ? Scalar : Node;
export function copy(node: YamlNode, budget: Budget): Node {
  if (--budget.left < 0) throw new BudgetExceeded();
  if (node.type === 'scalar') return { ...node };
  if (node.type === 'sequence') return { ...node, items: node.items.map((item) => copy(item, budget) as Node) };
  return { ...node, entries: node.entries.map(({ key, value }) => ({ key: { ...key }, value: copy(value, budget) as Node })) };
}

export const isMap = (node: Node | undefined): node is MapNode => node?.type === 'map';
export const isScalar = (node: Node | undefined): node is Scalar => node?.type === 'scalar';
export const isSequence = (node: Node | undefined): node is SequenceNode => node?.type === 'sequence';
export const isMissing = (node: Node | undefined): boolean => node === undefined || (node.type === 'scalar' && node.value === null);

export const entryIn = (node: Node | undefined, key: string): Entry | undefined => (node?.type === 'map' ? node.entries.find((entry) => entry.key.text === key) : undefined);

/** Follows map keys. */
export function valueAt(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let current = node;
  for (const key of path) current = entryIn(current, key)?.value;
  return current;
}

/** Text of a scalar; undefined for null and for anything else. */
export const textAt = (node: Node | undefined, ...path: readonly string[]): string | undefined => {
  const found = valueAt(node, ...path);
  return found?.type === 'scalar' && found.value !== null ? found.text : undefined;
};

/** A new string, said to be written where `at` is. */
export const textNode = (text: string, at: YamlNode): Scalar => ({ type: 'scalar', value: text, text, quoted: true, source: at.source, start: at.start, end: at.end });

export const mapNode = (at: YamlNode): MapNode => ({ type: 'map', entries: [], source: at.source, start: at.start, end: at.end });

export const sequenceNode = (at: YamlNode): SequenceNode => ({ type: 'sequence', items: [], source: at.source, start: at.start, end: at.end });

/** Sets an entry; a key that is there keeps its place in the map. */
export function setEntry(map: MapNode, key: string, value: Node): void {
  const existing = entryIn(map, key);
  if (existing) existing.value = value;
  else map.entries.push({ key: textNode(key, value), value });
}

export function removeEntry(map: MapNode, key: string): void {
  const index = map.entries.findIndex((entry) => entry.key.text === key);
  if (index >= 0) map.entries.splice(index, 1);
}

/** The map of a key, made when it is absent or null. */
export function mapIn(parent: MapNode, key: string, at: YamlNode): MapNode {
  const existing = valueAt(parent, key);
  if (isMap(existing)) return existing;
  const made = mapNode(at);
  setEntry(parent, key, made);
  return made;
}

/** Changes a scalar's text and keeps where it was written; `by` is the kustomization's field that changed it. */
export function rewrite(scalar: Scalar, text: string, by?: { readonly field: YamlNode; readonly label: string }): void {
  scalar.text = text;
  scalar.value = text;
  scalar.quoted = true;
  if (by) scalar.source = changedBy(scalar.source, by.field, by.label);
}

/** Replaces what a scalar holds, place included. */
export function replaceScalar(target: Scalar, { value, text, quoted, source, start, end }: Scalar): void {
  Object.assign(target, { value, text, quoted, source, start, end });
}

/** The place stays; what decided the value in the end is named beside it. */
function changedBy(source: YamlSource, field: YamlNode, label: string): YamlSource {
  return {
    file: source.file,
    text: source.text,
    place(start, end) {
      const { file, line, column, length } = placeOf(field);
      return { ...source.place(start, end), from: { file, line, column, length, label } };
    },
  };
}
