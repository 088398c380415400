import type { Dependency, GraphDocument } from '../analyzer/graph/document.js';
import type { Result } from '../analyzer/report/result.js';
import { componentLabel, fontSize, lineHeight, shorten } from './layout/label.js';
import { isStore, lineStyle, marksOf, type Marks } from './layout/marks.js';
import { drawStill } from './layout/views.js';
import { middleOf, type Box, type Frame, type Group, type Line, type View } from './layout/view.js';
import type { ReportOptions } from './options.js';

/** The picture alone, for documents and for paper. Colours are fixed for a white ground; presentation attributes only, so it needs no style sheet. */
export async function svg(result: Result, options: ReportOptions): Promise<string> {
  const { view, groups } = await drawStill(result.graph);
  return drawSvg(result.graph, view, groups, options.title ?? 'Service dependencies');
}

export function drawSvg(graph: GraphDocument, view: View, groups: readonly Group[], title: string): string {
  const names = new Map(groups.map((group) => [group.id, group]));
  const marks = marksOf(graph);
  const shown = view.boxes.filter((box) => box.component !== undefined).length;
  const closed = view.boxes.length - shown;
  const description = `${shown} of ${graph.components.length} components${closed > 0 ? `, ${closed} closed groups` : ''}; arrows point from what needs to what is needed.`;
  const width = Math.ceil(view.width);
  const height = Math.ceil(view.height);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="picture-title picture-desc" font-family="system-ui, Segoe UI, Roboto, Helvetica, Arial, sans-serif" font-size="${fontSize}">`,
    `<title id="picture-title">${escapeXml(title)}</title>`,
    `<desc id="picture-desc">${escapeXml(description)}</desc>`,
    '<defs>', arrow('arrow', colours.line), arrow('arrow-late', colours.caution), '</defs>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...view.frames.map((frame) => frameSvg(frame, names.get(frame.group)?.name ?? frame.group)),
    ...view.lines.map((line) => lineSvg(line, line.dependencies.map((index) => graph.dependencies[index]!), marks)),
    ...view.boxes.map((box) => boxSvg(box, graph, names, marks)),
    '</svg>',
    '',
  ].join('\n');
}

const colours = { ink: '#1b2430', quiet: '#55606e', line: '#66707d', caution: '#b45309', danger: '#c62828', accent: '#1d5fbf', border: '#8a94a1', store: '#dfeaf7', closed: '#eef1f5', frame: '#c9d1db', frameFill: '#f7f9fb' } as const;

const dashes = { solid: '', dashed: ' stroke-dasharray="7 4"', dotted: ' stroke-dasharray="1.5 3"' } as const;

function lineSvg({ points }: Line, dependencies: readonly Dependency[], marks: Marks): string {
  const style = lineStyle(dependencies);
  const late = style === 'solid' && dependencies.some(marks.withoutTimeout);
  const pairs = new Set(dependencies.map(({ from, to }) => `${from}\n${to}`)).size;
  const path = points.map((value, index) => `${index === 0 ? 'M' : index % 2 === 0 ? 'L' : ''}${value}`).join(' ');
  const stroke = late ? `stroke="${colours.caution}" stroke-width="2.4" marker-end="url(#arrow-late)"` : `stroke="${colours.line}" stroke-width="1.3" marker-end="url(#arrow)"`;
  const { x, y } = middleOf(points);
  const sign = late ? `<circle cx="${x}" cy="${y}" r="4" fill="#fff" stroke="${colours.caution}" stroke-width="1.6"/>` : '';
  const many = pairs > 1 ? text(x, y - 4, `×${pairs}`, `font-size="11" fill="${colours.ink}"`) : '';
  return `<path d="${path}" fill="none" stroke-linejoin="round" ${stroke}${dashes[style]}/>${sign}${many}`;
}

function boxSvg(box: Box, graph: GraphDocument, groups: ReadonlyMap<string, Group>, marks: Marks): string {
  const component = graph.components.find(({ id }) => id === box.component);
  const group = groups.get(box.group ?? '');
  const single = component !== undefined && marks.single(component);
  const fill = component === undefined ? colours.closed : isStore(component) ? colours.store : '#fff';
  const stroke = single ? `${colours.danger}" stroke-width="2.6` : component?.entry === undefined ? `${colours.border}" stroke-width="1.2` : `${colours.accent}" stroke-width="2.4`;
  const dash = component?.kind === 'external' ? ' stroke-dasharray="5 4"' : '';
  const { name, what } = component === undefined ? { name: [shorten(group?.name ?? '')], what: `${group?.components.length ?? 0} components` } : componentLabel(component, marks.replicas(component));
  const middle = box.x + box.width / 2;
  const top = box.y + (box.height - name.length * lineHeight) / 2 + 4.5;
  return [
    `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="6" fill="${fill}" stroke="${stroke}"${dash}/>`,
    ...name.map((line, index) => text(middle, top + index * lineHeight, line, `font-weight="600" fill="${colours.ink}" text-anchor="middle"`)),
    text(middle, top + name.length * lineHeight, what, `font-size="11.5" fill="${colours.quiet}" text-anchor="middle"`),
  ].join('');
}

function frameSvg(frame: Frame, name: string): string {
  const rect = `<rect x="${frame.x}" y="${frame.y}" width="${frame.width}" height="${frame.height}" rx="10" fill="${colours.frameFill}" stroke="${colours.frame}"/>`;
  return rect + text(frame.x + 12, frame.y + 20, shorten(name), `font-size="12" font-weight="600" fill="${colours.quiet}"`);
}

const arrow = (id: string, colour: string): string =>
  `<marker id="${id}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="${colour}"/></marker>`;

const text = (x: number, y: number, content: string, attributes: string): string => `<text x="${round(x)}" y="${round(y)}" ${attributes}>${escapeXml(content)}</text>`;

const round = (value: number): number => Math.round(value * 10) / 10;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Also takes out what XML 1.0 cannot hold. */
export const escapeXml = (value: string): string =>
  value.replace(/[&<>"']/g, (sign) => entities[sign]!).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
