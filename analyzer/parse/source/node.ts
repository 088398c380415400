import type { Place } from '../../facts/place.js';

/** One file's text with its lines, so that offsets become places on demand. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  /** Offset at which each line starts. */
  readonly lines: readonly number[];
}

/**
 * A plain copy of a syntax node: named nodes, and unnamed ones that fill a field (operators). It needs no care for WebAssembly
 * memory and its depth is bounded, so functions over it may recurse.
 */
export interface SourceNode {
  readonly type: string;
  /** UTF-16 offsets into the text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The field of the parent that it fills. */
  readonly field: string | undefined;
  readonly parent: SourceNode | undefined;
  readonly children: readonly SourceNode[];
  readonly source: SourceText;
}

export const textOf = (node: SourceNode): string => node.source.text.slice(node.start, node.end);

/** The child that fills a field. */
export const childOf = (node: SourceNode | undefined, field: string): SourceNode | undefined => node?.children.find((child) => child.field === field);

export const childrenOf = (node: SourceNode | undefined, field: string): readonly SourceNode[] => node?.children.filter((child) => child.field === field) ?? [];

/** The first child of one of these types. */
export const childOfType = (node: SourceNode | undefined, ...types: readonly string[]): SourceNode | undefined => node?.children.find((child) => types.includes(child.type));

export const childrenOfType = (node: SourceNode | undefined, ...types: readonly string[]): readonly SourceNode[] => node?.children.filter((child) => types.includes(child.type)) ?? [];

/** The nearest node around it of one of these types. */
export function ancestorOfType(node: SourceNode, ...types: readonly string[]): SourceNode | undefined {
  let current = node.parent;
  while (current && !types.includes(current.type)) current = current.parent;
  return current;
}

/** The node and everything below it, in the order of the text. */
export function* walk(node: SourceNode): Generator<SourceNode> {
  const waiting = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    for (let i = next.children.length - 1; i >= 0; i--) waiting.push(next.children[i]!);
  }
}

/** Everything below of one of these types, in the order of the text. */
export function descendantsOfType(node: SourceNode, ...types: readonly string[]): SourceNode[] {
  return [...walk(node)].filter((found) => types.includes(found.type));
}

export const placeOf = (node: SourceNode): Place => placeAt(node.source, node.start, node.end);

/** The place of `[start, end)`; its length stops at the end of the first line. */
export function placeAt(source: SourceText, start: number, end: number): Place {
  const line = lineAt(source.lines, start);
  const lineStart = source.lines[line]!;
  const lineEnd = source.lines[line + 1] === undefined ? source.text.length : source.lines[line + 1]! - 1;
  return { file: source.file, line: line + 1, column: start - lineStart + 1, length: Math.max(1, Math.min(end, lineEnd) - start) };
}

export function sourceText(file: string, text: string): SourceText {
  const lines = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
  return { file, text, lines };
}

function lineAt(lines: readonly number[], offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
