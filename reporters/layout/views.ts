import { compareText } from '../../analyzer/facts/place.js';
import type { Component, Dependency, GraphDocument } from '../../analyzer/graph/document.js';
import { layOut, type Sketch } from './elk.js';
import { groupComponents, type GroupedBy } from './groups.js';
import { boxSize, componentLabel, linesOf, shorten } from './label.js';
import { componentKey, groupKey, type Group, type View } from './view.js';

/** Above this many components inside the system the picture opens with its groups closed: more cannot be read at once. */
const openCollapsedAbove = 25;
/** Above this many there is no picture of everything. */
const drawAllUpTo = 300;
/** Of very many groups, or very many members, the best connected are drawn; the rest is found by search and in the table. */
const mostGroups = 60;
const mostMembers = 150;

export interface Pictures {
  readonly by: GroupedBy;
  readonly groups: readonly Group[];
  readonly views: readonly View[];
  /** Id of the view to open with. */
  readonly first: string;
}

type Boxes = Sketch['boxes'];

/** Every picture that the report can show: all open, all groups closed, and each group open among its closed neighbours. */
export async function drawPictures(document: GraphDocument): Promise<Pictures> {
  const { by, groups } = groupComponents(document);
  const sketches = [
    ...(canDrawAll(document) ? [sketchAll(document, groups)] : []),
    ...(canClose(document, groups) ? [sketchGroups(document, groups), ...largest(groups).map((group) => sketchGroup(document, groups, group))] : []),
  ];
  const views: View[] = [];
  for (const sketch of sketches) views.push(await layOut(sketch));
  return { by, groups, views, first: first(document, groups) };
}

/** One picture for paper and plain SVG: the one that the page opens with. */
export async function drawStill(document: GraphDocument): Promise<{ readonly view: View; readonly groups: readonly Group[] }> {
  const { groups } = groupComponents(document);
  const sketch = first(document, groups) === 'groups' ? sketchGroups(document, groups) : sketchAll(document, groups);
  return { view: await layOut(sketch), groups };
}

/** Every component open, whatever their number: for a picture of a chosen part. */
export async function drawOpen(document: GraphDocument): Promise<{ readonly view: View; readonly groups: readonly Group[] }> {
  const { groups } = groupComponents(document);
  return { view: await layOut(sketchAll(document, groups)), groups };
}

const canDrawAll = (document: GraphDocument): boolean => document.components.length <= drawAllUpTo;
const canClose = (document: GraphDocument, groups: readonly Group[]): boolean =>
  !canDrawAll(document) || groups.filter((group) => group.loose !== true).length > 1;

function first(document: GraphDocument, groups: readonly Group[]): 'all' | 'groups' {
  const inside = document.components.filter((component) => component.kind !== 'external').length;
  return canClose(document, groups) && (!canDrawAll(document) || inside > openCollapsedAbove) ? 'groups' : 'all';
}

function sketchAll(document: GraphDocument, groups: readonly Group[]): Sketch {
  const frames = frameOf(groups);
  const boxes = document.components.map((component) => componentBox(component, frames.get(component.id)));
  return { id: 'all', boxes, lines: merge(document, new Map(document.components.map(({ id }) => [id, componentKey(id)]))) };
}

function sketchGroups(document: GraphDocument, groups: readonly Group[]): Sketch {
  const shown = largest(groups);
  return { id: 'groups', numbered: true, boxes: shown.map(groupBox), lines: merge(document, closedKeys(shown)) };
}

function sketchGroup(document: GraphDocument, groups: readonly Group[], open: Group): Sketch {
  const degree = new Map<string, number>();
  for (const { from, to } of document.dependencies) for (const id of [from, to]) degree.set(id, (degree.get(id) ?? 0) + 1);
  const members = best(open.components, mostMembers, (id) => degree.get(id) ?? 0, (id) => id);
  const byId = new Map(document.components.map((component) => [component.id, component]));
  const near = fewGroups(groups) ? groups.filter((group) => group !== open) : largest(neighbours(document, groups, open));
  const keys = closedKeys(near);
  for (const id of members) keys.set(id, componentKey(id));
  const boxes: Boxes = [...members.map((id) => componentBox(byId.get(id)!, open.id)), ...near.map(groupBox)];
  const lines = merge(document, keys);
  const own = new Set(members.map(componentKey));
  return { id: `group:${open.id}`, boxes, lines: fewGroups(groups) ? lines : lines.filter((line) => own.has(line.from) || own.has(line.to)) };
}

/**
 * With few groups all of them stay in the picture of the open one; with many, those that it has dependencies with, and only the
 * lines between it and them.
 */
const fewGroups = (groups: readonly Group[]): boolean => groups.length <= 12;

const largest = (groups: readonly Group[]): Group[] => best(groups, mostGroups, (group) => group.components.length, (group) => group.id);

function neighbours(document: GraphDocument, groups: readonly Group[], open: Group): readonly Group[] {
  const inside = new Set(open.components);
  const touched = new Set<string>();
  for (const { from, to } of document.dependencies)
    if (inside.has(from) !== inside.has(to)) touched.add(inside.has(from) ? to : from);
  return groups.filter((group) => group !== open && group.components.some((id) => touched.has(id)));
}

function componentBox(component: Component, frame: string | undefined): Boxes[number] {
  // Room for a replica count, whether or not the setting is known in the environment that is looked at.
  const size = boxSize(linesOf(componentLabel(component, 10)));
  return { key: componentKey(component.id), component: component.id, ...size, ...(frame === undefined ? {} : { frame }) };
}

function groupBox(group: Group): Boxes[number] {
  return { key: groupKey(group.id), group: group.id, ...boxSize([shorten(group.name), `${group.components.length} components`]) };
}

function frameOf(groups: readonly Group[]): Map<string, string> {
  if (groups.filter((group) => group.loose !== true).length < 2) return new Map();
  return new Map(groups.filter((group) => group.loose !== true).flatMap((group) => group.components.map((id) => [id, group.id] as const)));
}

function closedKeys(groups: readonly Group[]): Map<string, string> {
  return new Map(groups.flatMap((group) => group.components.map((id) => [id, groupKey(group.id)] as const)));
}

/** One line for all dependencies between two boxes; those inside a closed group are not drawn, build-time ones never. */
function merge(document: GraphDocument, keys: ReadonlyMap<string, string>): Sketch['lines'] {
  const lines = new Map<string, { from: string; to: string; dependencies: number[] }>();
  document.dependencies.forEach((dependency: Dependency, index) => {
    const from = keys.get(dependency.from);
    const to = keys.get(dependency.to);
    if (from === undefined || to === undefined || from === to || dependency.phase === 'build') return;
    const key = `${from}\n${to}`;
    const line = lines.get(key) ?? { from, to, dependencies: [] };
    line.dependencies.push(index);
    lines.set(key, line);
  });
  return [...lines.values()];
}

function best<T>(items: readonly T[], most: number, weight: (item: T) => number, name: (item: T) => string): T[] {
  if (items.length <= most) return [...items];
  const heaviest = [...items].sort((a, b) => weight(b) - weight(a) || compareText(name(a), name(b))).slice(0, most);
  const kept = new Set(heaviest);
  return items.filter((item) => kept.has(item));
}
