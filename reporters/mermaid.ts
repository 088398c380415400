import type { Result } from '../analyzer/report/result.js';
import { collapsed, type Arrow, type Box, grouped, type Picture, pictureOf } from './picture.js';
import { plain } from './plain.js';
import { count } from './summary.js';

/** What Mermaid renders with its default settings, and a reader can follow. */
const LIMIT = { boxes: 100, arrows: 499, characters: 49_999 } as const;

/** A flowchart, left to right, a subgraph for each group. What is too large is drawn by group, and a comment says so. */
export function mermaid(result: Result): string {
  const full = draw(pictureOf(result));
  if (full !== undefined) return full;
  const size = `${count(result.graph.components.length, 'component')} and ${count(result.graph.dependencies.length, 'dependency', 'dependencies')}`;
  const comment = `%% ${size} are more than Mermaid draws: one box stands for a group.`;
  // Twenty boxes with labels of bounded length always fit.
  return draw(collapsed(result, LIMIT.boxes), comment) ?? draw(collapsed(result, 20), comment) ?? 'flowchart LR\n';
}

function draw({ boxes, arrows }: Picture, comment?: string): string | undefined {
  if (boxes.length > LIMIT.boxes || arrows.length > LIMIT.arrows) return undefined;
  const text = `${['flowchart LR', ...(comment ? [`  ${comment}`] : []), ...nodes(boxes), ...arrows.map(arrow), ...classes(boxes), ...links(arrows)].join('\n')}\n`;
  return text.length > LIMIT.characters ? undefined : text;
}

function nodes(boxes: readonly Box[]): string[] {
  return [...grouped(boxes)].flatMap(([group, members], index) =>
    group === undefined ? members.map((box) => `  ${node(box)}`) : [`  subgraph g${index}["${label(group)}"]`, ...members.map((box) => `    ${node(box)}`), '  end'],
  );
}

const SHAPES: Readonly<Partial<Record<Box['kind'], readonly [string, string]>>> = {
  datastore: ['[(', ')]'],
  cache: ['[(', ')]'],
  broker: ['[[', ']]'],
  external: ['([', '])'],
  gateway: ['{{', '}}'],
  job: ['[/', '/]'],
};

function node(box: Box): string {
  const [open, close] = SHAPES[box.kind] ?? ['[', ']'];
  return `${box.key}${open}"${label(box.name)}${box.note === undefined ? '' : ` · ${box.note}`}"${close}`;
}

const arrow = ({ from, to, dashed, label: text }: Arrow): string => `  ${from} ${dashed ? '-.->' : '-->'}${text === undefined ? '' : `|${text}|`} ${to}`;

function classes(boxes: readonly Box[]): string[] {
  const members = (worst: Box['worst']): string => boxes.filter((box) => box.worst === worst).map((box) => box.key).join(',');
  const external = boxes.filter((box) => box.kind === 'external').map((box) => box.key).join(',');
  const rows = [
    ['error', STROKES.error, members('error')],
    ['warning', STROKES.warning, members('warning')],
    ['external', 'stroke-dasharray:5 3', external],
  ] as const;
  return rows.filter(([, , keys]) => keys !== '').flatMap(([name, style, keys]) => [`  classDef ${name} ${style}`, `  class ${keys} ${name}`]);
}

const STROKES = { error: 'stroke:#b3261e,stroke-width:3px', warning: 'stroke:#9a6700,stroke-width:2px' } as const;

function links(arrows: readonly Arrow[]): string[] {
  return (['error', 'warning'] as const).flatMap((worst) => {
    const indexes = arrows.flatMap((one, index) => (one.worst === worst ? [index] : []));
    return indexes.length === 0 ? [] : [`  linkStyle ${indexes.join(',')} ${STROKES[worst]}`];
  });
}

const LENGTH = 60;

/** Mermaid's own entities (`#35;`) for everything that its grammar, Markdown strings or HTML would act on. */
function label(text: string): string {
  const characters = [...plain(text)];
  const cut = characters.length > LENGTH ? [...characters.slice(0, LENGTH - 1), '…'] : characters;
  return cut.map((character) => (/[\p{L}\p{N} ._/·…-]/u.test(character) ? character : `#${character.codePointAt(0)};`)).join('');
}
