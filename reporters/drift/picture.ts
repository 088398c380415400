import { componentLabel, fontSize, lineHeight } from '../layout/label.js';
import { lineStyle } from '../layout/marks.js';
import { drawOpen } from '../layout/views.js';
import { middleOf, type Box, type Line } from '../layout/view.js';
import { escapeXml } from '../svg.js';
import type { State, Union } from './union.js';

/** How each state looks; the sign says it without the colour. */
export const states: Readonly<Record<State, { readonly sign: string; readonly word: string; readonly line: string; readonly fill: string; readonly dash: string }>> = {
  added: { sign: '+', word: 'added', line: '#1a7f37', fill: '#e6f4ea', dash: '' },
  removed: { sign: '−', word: 'removed', line: '#b3261e', fill: '#fbeae9', dash: ' stroke-dasharray="6 4"' },
  changed: { sign: '~', word: 'changed', line: '#9a5b00', fill: '#fff3dc', dash: '' },
  same: { sign: '', word: 'unchanged', line: '#8a94a1', fill: '#fff', dash: '' },
};

const ORDER: readonly State[] = ['same', 'changed', 'removed', 'added'];

/** Both graphs in one drawing. Colours are fixed for a white ground. */
export async function picture({ graph, stateOf }: Union): Promise<string> {
  const { view } = await drawOpen(graph);
  const [width, height] = [Math.ceil(view.width), Math.ceil(view.height)];
  const byId = new Map(graph.components.map((one) => [one.id, one]));
  const lines = view.lines.map((line) => ({ line, state: stateOfLine(line, (index) => stateOf(graph.dependencies[index]!)), style: lineStyle(line.dependencies.map((index) => graph.dependencies[index]!)) }));
  lines.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Both graphs as one picture" font-family="system-ui, Segoe UI, Roboto, Helvetica, Arial, sans-serif" font-size="${fontSize}">`,
    '<defs>', ...ORDER.map((state) => `<marker id="to-${state}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="${states[state].line}"/></marker>`), '</defs>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...view.frames.map(({ x, y, width: w, height: h, group }) => `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="10" fill="#f7f9fb" stroke="#c9d1db"/>${text(x + 12, y + 20, group, 'font-size="12" font-weight="600" fill="#55606e"')}`),
    ...lines.map(({ line, state, style }) => drawLine(line, state, style)),
    ...view.boxes.map((box) => drawBox(box, byId.get(box.component ?? ''), stateOf)),
    '</svg>',
  ].join('\n');
}

function stateOfLine({ dependencies }: Line, stateOf: (index: number) => State): State {
  const found = new Set(dependencies.map(stateOf));
  return found.size === 1 ? [...found][0]! : 'changed';
}

function drawLine({ points }: Line, state: State, style: 'solid' | 'dashed' | 'dotted'): string {
  const { line, sign, dash } = states[state];
  const path = points.map((value, index) => `${index === 0 ? 'M' : index % 2 === 0 ? 'L' : ''}${value}`).join(' ');
  const { x, y } = middleOf(points);
  const pattern = dash !== '' ? dash : style === 'dashed' ? ' stroke-dasharray="7 4"' : style === 'dotted' ? ' stroke-dasharray="1.5 3"' : '';
  return `<path d="${path}" fill="none" stroke-linejoin="round" stroke="${line}" stroke-width="${state === 'same' ? 1.2 : 2.6}" marker-end="url(#to-${state})"${pattern}/>${seal(x, y, sign, line)}`;
}

function drawBox(box: Box, component: Union['graph']['components'][number] | undefined, stateOf: Union['stateOf']): string {
  if (component === undefined) return '';
  const state = stateOf(component);
  const { line, fill, sign, dash } = states[state];
  const { name, what } = componentLabel(component);
  const middle = box.x + box.width / 2;
  const top = box.y + (box.height - name.length * lineHeight) / 2 + 4.5;
  return [
    `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="6" fill="${fill}" stroke="${line}" stroke-width="${state === 'same' ? 1.2 : 2.6}"${dash}/>`,
    ...name.map((row, index) => text(middle, top + index * lineHeight, row, 'font-weight="600" fill="#1b2430" text-anchor="middle"')),
    text(middle, top + name.length * lineHeight, what, 'font-size="11.5" fill="#55606e" text-anchor="middle"'),
    seal(box.x + box.width, box.y, sign, line),
  ].join('');
}

/** The sign in a ring, on a border or on a line. */
const seal = (x: number, y: number, sign: string, colour: string): string =>
  sign === '' ? '' : `<circle cx="${x}" cy="${y}" r="8" fill="#fff" stroke="${colour}"/>${text(x, y + 4.5, sign, `font-weight="700" fill="${colour}" text-anchor="middle"`)}`;

const text = (x: number, y: number, content: string, attributes: string): string => `<text x="${Math.round(x * 10) / 10}" y="${Math.round(y * 10) / 10}" ${attributes}>${escapeXml(content)}</text>`;
