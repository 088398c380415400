import type { Result } from '../analyzer/report/result.js';
import { type Arrow, type Box, grouped, pictureOf, type Worst } from './picture.js';
import { plain } from './plain.js';

/** Graphviz: left to right, a cluster for each group; size is Graphviz' matter, so nothing is collapsed. */
export function dot(result: Result): string {
  const { boxes, arrows } = pictureOf(result);
  const lines = [
    'digraph faultline {',
    '  rankdir=LR;',
    '  node [shape=box, style="rounded,filled", fillcolor="#ffffff", fontname="Helvetica"];',
    ...clusters(boxes),
    ...arrows.map(edge),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function clusters(boxes: readonly Box[]): string[] {
  return [...grouped(boxes)].flatMap(([group, members], index) =>
    group === undefined ? members.map((box) => `  ${node(box)}`) : [`  subgraph cluster_${index} {`, `    label=${quote(group)};`, ...members.map((box) => `    ${node(box)}`), '  }'],
  );
}

const KINDS: Readonly<Partial<Record<Box['kind'], string>>> = {
  datastore: 'shape=cylinder, style=filled, fillcolor="#e8eef7"',
  cache: 'shape=cylinder, style=filled, fillcolor="#e8eef7"',
  broker: 'shape=cds, style=filled, fillcolor="#e8eef7"',
  external: 'style="rounded,dashed"',
  gateway: 'shape=hexagon, style=filled',
  job: 'shape=component, style=filled',
};

const WORST: Readonly<Record<Worst, string>> = { error: 'color="#b3261e", penwidth=3', warning: 'color="#9a6700", penwidth=2' };

function node({ key, name, note, kind, worst }: Box): string {
  const attributes = [`label=${quote(note === undefined ? name : `${name} · ${note}`)}`, ...(KINDS[kind] ? [KINDS[kind]] : []), ...(worst ? [WORST[worst]] : [])];
  return `${key} [${attributes.join(', ')}];`;
}

function edge({ from, to, dashed, worst }: Arrow): string {
  const attributes = [...(dashed ? ['style=dashed'] : []), ...(worst ? [WORST[worst]] : [])];
  return `  ${from} -> ${to}${attributes.length > 0 ? ` [${attributes.join(', ')}]` : ''};`;
}

/** A quoted string; backslashes are doubled because labels read them as escapes (`\N`, `\G`), `&` because they read HTML entities. */
const quote = (text: string): string => `"${plain(text).replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/&/g, '&amp;')}"`;
