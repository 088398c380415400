import { compareText } from '../../analyzer/facts/place.js';
import type { Component, GraphDocument } from '../../analyzer/graph/document.js';
import type { Group } from './view.js';

export type GroupedBy = 'namespace' | 'stack' | 'folder';

export interface Grouping {
  readonly by: GroupedBy;
  readonly groups: readonly Group[];
}

type Level = readonly [GroupedBy, (component: Component) => string | undefined];

/** Namespaces where the authors have at least two of them, else stacks, else folders: the first level that divides the system. */
export function groupComponents(document: GraphDocument): Grouping {
  const inside = document.components.filter((component) => component.kind !== 'external');
  const levels: readonly Level[] = [
    ['namespace', (component) => component.group],
    ['stack', (component) => component.stacks[0]],
    ['folder', (component) => folderOf(component)],
  ];
  const [by, nameOf] = levels.find(([, name]) => distinct(inside, name) > 1) ?? levels[0]!;
  const names = new Map<string, string[]>();
  for (const component of inside) {
    const name = nameOf(component);
    if (name !== undefined) names.set(name, [...(names.get(name) ?? []), component.id]);
  }
  const groups: Group[] = [...names].map(([name, components]) => ({ id: name, name, components }));
  groups.sort((a, b) => compareText(a.id, b.id));
  return { by, groups: [...groups, ...looseGroups(document, groups, by)] };
}

/** Externals and what nobody put in a group: loose in an open picture, one box each kind in a closed one. */
function looseGroups(document: GraphDocument, groups: readonly Group[], by: GroupedBy): Group[] {
  const grouped = new Set(groups.flatMap((group) => group.components));
  const rest = document.components.filter((component) => !grouped.has(component.id));
  const externals = rest.filter((component) => component.kind === 'external').map((component) => component.id);
  const others = rest.filter((component) => component.kind !== 'external').map((component) => component.id);
  const made: Group[] = [];
  // The leading space cannot begin a namespace or a folder, so these ids are nobody else's.
  if (externals.length > 0) made.push({ id: ' external', name: 'external', components: externals, loose: true });
  if (others.length > 0) made.push({ id: ' none', name: `no ${by}`, components: others, loose: true });
  return made;
}

function distinct(components: readonly Component[], name: (component: Component) => string | undefined): number {
  return new Set(components.map(name).filter((value) => value !== undefined)).size;
}

function folderOf(component: Component): string | undefined {
  const file = component.evidence[0]?.file;
  if (file === undefined) return undefined;
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
}
