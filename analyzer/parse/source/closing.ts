import type { Closing } from '../../facts/types.js';
import { placeAt, type SourceNode } from './node.js';

const LISTS: ReadonlySet<string> = new Set(['argument_list', 'arguments', 'literal_value', 'initializer_expression']);

/** Where more can be added to a call, a construction or a literal; nowhere where comments or a generator make that uncertain. */
export function closingOf(node: SourceNode): { readonly closing?: Closing } {
  const list = lastList(node);
  if (!list || list.children.some(({ type }) => type.includes('comment'))) return {};
  const { text } = node.source;
  const inner = text.slice(list.start + 1, list.end - 1).trim();
  const isFields = text[list.end - 1] === '}';
  const name = /(\w+)\s*(?:<[^()]*>)?\s*$/.exec(text.slice(node.start, list.start))?.[1] ?? '';
  // A duration in Go needs the package of its units.
  if (isFields && node.source.file.endsWith('.go') && !/^\s*(?:import\s+)?"time"$/m.test(text)) return {};
  const of = isFields ? 'fields' : /^new\b/.test(text.slice(node.start, node.start + 4)) ? 'construction' : 'call';
  return { closing: { at: placeAt(node.source, list.end - 1, list.end), of, name, comma: inner !== '' && !inner.endsWith(',') } };
}

/** The list that the expression ends with. */
function lastList(node: SourceNode): SourceNode | undefined {
  for (let current: SourceNode | undefined = node; current; current = current.children.find(({ end }) => end === node.end)) if (LISTS.has(current.type) && current.end === node.end) return current;
  return undefined;
}
