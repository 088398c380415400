import { groupBy } from '../analyzer/facts/groups.js';
import { compareText } from '../analyzer/facts/place.js';
import type { Component, GraphDocument } from '../analyzer/graph/document.js';
import type { Finding, Result } from '../analyzer/report/result.js';
import { subjectOf } from './subject.js';
import { count } from './summary.js';

/** What `mermaid` and `dot` draw: a box for each component or group, one arrow a pair. */
export interface Picture {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

export interface Box {
  /** `n0`, `n1`, ...: names are labels only, so nothing in one can end an identifier. */
  readonly key: string;
  readonly name: string;
  /** Said in words, so that the picture reads without its colours. */
  readonly note?: string;
  readonly kind: Component['kind'] | 'group';
  readonly group?: string;
  readonly worst?: Worst;
}

export type Worst = 'error' | 'warning';

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Not waited for: a soft dependency, or messages through a broker. */
  readonly dashed: boolean;
  /** Dependencies that the arrow stands for, when it joins groups. */
  readonly label?: string;
  readonly worst?: Worst;
}

export function pictureOf({ graph, findings }: Result): Picture {
  const marks = marksOf(findings);
  const boxes = graph.components.map(({ id, name, kind, group }, index): Box => {
    const mark = marks.get(id);
    return { key: `n${index}`, name, kind, ...(group === undefined ? {} : { group }), ...(mark ? { worst: mark.worst, note: count(mark.number, mark.worst) } : {}) };
  });
  const keys = new Map(graph.components.map(({ id }, index) => [id, `n${index}`]));
  return { boxes, arrows: arrowsOf(graph, (id) => keys.get(id), marks) };
}

/** The worst severity above info, and how many have it, by component and by `from -> to`. */
function marksOf(findings: readonly Finding[]): Map<string, { worst: Worst; number: number }> {
  const marks = new Map<string, { worst: Worst; number: number }>();
  for (const worst of ['error', 'warning'] as const)
    for (const finding of findings.filter(({ severity }) => severity === worst)) {
      const mark = marks.get(subjectOf(finding)) ?? { worst, number: 0 };
      if (mark.worst === worst) marks.set(subjectOf(finding), { worst, number: mark.number + 1 });
    }
  return marks;
}

/** One box a group, the largest `limit - 1` of them and one for the rest. */
export function collapsed({ graph }: Result, limit: number): Picture {
  const sizes = new Map<string, number>();
  for (const component of graph.components) sizes.set(groupOf(component), (sizes.get(groupOf(component)) ?? 0) + 1);
  const ranked = [...sizes].sort(([a, sizeA], [b, sizeB]) => sizeB - sizeA || compareText(a, b));
  const [own, rest] = ranked.length <= limit ? [ranked, []] : [ranked.slice(0, limit - 1), ranked.slice(limit - 1)];
  const boxes = own.map(([name, size], index): Box => ({ key: `n${index}`, name, note: count(size, 'component'), kind: 'group' }));
  const restKey = `n${own.length}`;
  if (rest.length > 0) boxes.push({ key: restKey, name: count(rest.length, 'other group'), note: count(rest.reduce((sum, [, size]) => sum + size, 0), 'component'), kind: 'group' });
  const keyOfGroup = new Map(own.map(([name], index) => [name, `n${index}`]));
  const keys = new Map(graph.components.map((component) => [component.id, keyOfGroup.get(groupOf(component)) ?? restKey]));
  return { boxes, arrows: arrowsOf(graph, (id) => keys.get(id)) };
}

/** Components in no group are together by what they are: `datastore`, `external`. */
const groupOf = (component: Component): string => component.group ?? `${component.kind} without group`;

// Without marks the boxes are groups, and an arrow says how many dependencies it stands for.
function arrowsOf(graph: GraphDocument, keyOf: (id: string) => string | undefined, marks?: ReturnType<typeof marksOf>): Arrow[] {
  const pairs = new Map<string, { from: string; to: string; dashed: boolean; number: number; worst?: Worst }>();
  for (const { from, to, kind, strength } of graph.dependencies) {
    const [fromKey, toKey] = [keyOf(from), keyOf(to)];
    if (fromKey === undefined || toKey === undefined || fromKey === toKey) continue;
    const dashed = strength === 'soft' || kind === 'publishes' || kind === 'consumes';
    const known = pairs.get(`${fromKey} ${toKey}`);
    const worst = marks?.get(subjectOf({ subject: { from, to } }))?.worst;
    pairs.set(`${fromKey} ${toKey}`, { from: fromKey, to: toKey, dashed: (known?.dashed ?? true) && dashed, number: (known?.number ?? 0) + 1, ...(worst ? { worst } : {}) });
  }
  return [...pairs.values()].map(({ number, ...arrow }) => (marks ? arrow : { ...arrow, label: String(number) }));
}

/** Boxes by group, in the order of the boxes; `undefined` holds those in none. */
export const grouped = (boxes: readonly Box[]): Map<string | undefined, Box[]> => groupBy(boxes, ({ group }) => group);
