import { push } from '../facts/groups.js';
import { compareText } from '../facts/place.js';
import type { Fact, UnitFacts } from '../facts/types.js';
import { environmentOfName, environmentSegment } from './environment.js';

/** Plain manifests that make one stack. */
export interface Group {
  readonly root: string;
  readonly units: readonly UnitFacts[];
  readonly objects: ReadonlySet<string>;
}

interface Folder {
  readonly path: string;
  readonly children: Map<string, Folder>;
  readonly units: UnitFacts[];
}

/**
 * By folder, and folders that never declare the same object twice belong together: teams keep one folder a service as often as
 * one folder a system. Two folders that declare the same Deployment are two copies of it (release/ and base/, staging and production).
 */
export function groupManifests(units: readonly UnitFacts[]): Group[] {
  const byEnvironment = new Map<string, UnitFacts[]>();
  const copies = namespacesOfCopies(units);
  for (const unit of units) {
    const own = namespacesOf(unit);
    const copy = own.length === 1 && copies.has(own[0]!) ? own[0]! : '';
    push(byEnvironment, `${environmentSegment(folderOf(unit))?.environment ?? ''} ${copy}`, unit);
  }
  const groups = [...byEnvironment.keys()].sort(compareText).flatMap((key) => groupTree(tree(byEnvironment.get(key)!)));
  return uniqueRoots(groups.filter((group) => group.units.length > 0));
}

/** `shop-staging` and `shop-prod` that declare the same workload are two environments of one system, side by side in a folder. */
function namespacesOfCopies(units: readonly UnitFacts[]): ReadonlySet<string> {
  const byName = new Map<string, Set<string>>();
  for (const { facts } of units)
    for (const fact of facts)
      if (fact.kind === 'workload' && fact.ref.namespace !== undefined && environmentOfName(fact.ref.namespace)) byName.set(fact.ref.name, (byName.get(fact.ref.name) ?? new Set()).add(fact.ref.namespace));
  return new Set([...byName.values()].filter((all) => new Set([...all].map(environmentOfName)).size > 1).flatMap((all) => [...all]));
}

export const namespacesOf = ({ facts }: UnitFacts): string[] => [...new Set(facts.flatMap((fact) => ('ref' in fact && fact.ref.namespace !== undefined ? [fact.ref.namespace] : [])))];

const folderOf = (unit: UnitFacts): string => {
  const file = unit.unit.files[0] ?? unit.unit.id;
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
};

function tree(units: readonly UnitFacts[]): Folder {
  const root: Folder = { path: '.', children: new Map(), units: [] };
  for (const unit of units) {
    let folder = root;
    const path = folderOf(unit);
    for (const segment of path === '.' ? [] : path.split('/')) {
      const next = folder.children.get(segment) ?? { path: folder.path === '.' ? segment : `${folder.path}/${segment}`, children: new Map(), units: [] };
      folder.children.set(segment, next);
      folder = next;
    }
    folder.units.push(unit);
  }
  return root;
}

/** Bottom up: a folder absorbs its children's groups unless they declare something twice among them. */
function groupTree(folder: Folder): Group[] {
  const below = [...folder.children.keys()].sort(compareText).flatMap((name) => groupTree(folder.children.get(name)!));
  const own = layers(folder);
  const all = [...own, ...below];
  if (all.length < 2) return all;
  return disjoint(all) ? [{ root: commonRoot(folder, all), units: all.flatMap((g) => g.units), objects: new Set(all.flatMap((g) => [...g.objects])) }] : all;
}

/** A folder that only passes through (one child, nothing of its own) does not become the stack's root. */
const commonRoot = (folder: Folder, groups: readonly Group[]): string => (groups.length === 1 ? groups[0]!.root : folder.path);

/**
 * Files of one folder that declare the same object are alternatives (`app.yaml`, `app-dualstack.yaml`). The first layer takes
 * the file with the most objects and all that fit beside it; each remaining file is a layer named after itself.
 */
function layers(folder: Folder): Group[] {
  if (folder.units.length === 0) return [];
  const files = folder.units
    .map((unit) => ({ unit, objects: objectsOf(unit.facts) }))
    .sort((a, b) => b.objects.size - a.objects.size || compareText(a.unit.unit.id, b.unit.unit.id));
  const base: UnitFacts[] = [];
  const seen = new Set<string>();
  const rest: Group[] = [];
  for (const { unit, objects } of files) {
    if ([...objects].some((object) => seen.has(object))) rest.push({ root: unit.unit.files[0]!, units: [unit], objects });
    else {
      base.push(unit);
      for (const object of objects) seen.add(object);
    }
  }
  base.sort((a, b) => compareText(a.unit.id, b.unit.id));
  return [{ root: folder.path, units: base, objects: seen }, ...rest];
}

function disjoint(groups: readonly Group[]): boolean {
  const seen = new Set<string>();
  for (const group of groups)
    for (const object of group.objects) {
      if (seen.has(object)) return false;
      seen.add(object);
    }
  return true;
}

/** What runs or is reached decides; policies for one name may well stand in several files of one stack, and so what a controller makes beside them. */
export function objectsOf(facts: readonly Fact[]): Set<string> {
  const objects = new Set<string>();
  for (const fact of facts)
    if (fact.kind === 'workload' || (fact.kind === 'service' && fact.madeFor === undefined)) objects.add(`${fact.kind === 'service' ? 'Service' : fact.ref.kind} ${fact.ref.namespace ?? ''}/${fact.ref.name}`);
  return objects;
}

function uniqueRoots(groups: readonly Group[]): Group[] {
  const seen = new Map<string, number>();
  return groups.map((group) => {
    const count = (seen.get(group.root) ?? 0) + 1;
    seen.set(group.root, count);
    return count === 1 ? group : { ...group, root: `${group.root}#${count}` };
  });
}
