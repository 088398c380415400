import type { Template } from '../facts/template.js';
import type { Fact } from '../facts/types.js';
import type { Candidate } from './candidates.js';
import { ofKind } from './facts.js';
import type { World } from './world.js';

/** Whether a component can be meant by what a file of variables holds. */
export type IsMeant = (candidate: Candidate, file: string, variable: string) => boolean;

/**
 * A file of variables that several services are handed whole proves nothing for one that never asks for a name. Only where the
 * source is known, and all its clients say where they lead, is it known what it asks for; and a name that somebody's source asks
 * for is not for those whose source was read and does not.
 */
export function sharedFiles(world: World, facts: readonly Fact[]): IsMeant {
  const shared = filesOfSeveral(world);
  const asked = new Map<string, Set<string>>();
  const open = new Set<string>();
  const add = (roots: readonly string[], template: Template): void => roots.forEach((root) => namesIn(template).forEach((name) => asked.set(root, (asked.get(root) ?? new Set<string>()).add(relaxed(name)))));
  for (const client of ofKind(facts, 'client')) {
    for (const target of client.targets) add(client.packages, target);
    if (client.targets.length === 0 || client.targets.some((target) => target.some((part) => 'unknown' in part))) client.packages.forEach((root) => open.add(root));
  }
  for (const file of ofKind(facts, 'settings-file')) for (const { value } of file.entries) add(file.packages, value);
  const askedFor = new Set([...asked.values()].flatMap((names) => [...names]));
  const known = (root: string): boolean => asked.has(root) && !open.has(root);
  return ({ packages, role }, file, variable) => {
    if (!shared.has(file)) return true;
    if (role === 'discovery' || role === 'config-server') return false;
    const name = relaxed(variable);
    if (packages.length === 0 || packages.some(({ root }) => asked.get(root)?.has(name))) return true;
    return !packages.every(({ root }) => known(root)) && !askedFor.has(name);
  };
}

function filesOfSeveral({ stacks, idOf }: World): ReadonlySet<string> {
  const readers = new Map<string, Set<string>>();
  for (const candidate of stacks.flatMap(({ candidates }) => candidates))
    for (const { fact } of candidate.workloads)
      for (const { env } of fact.containers) for (const { file } of env) if (file !== undefined) readers.set(file, (readers.get(file) ?? new Set()).add(idOf.get(candidate)!));
  return new Set([...readers].filter(([, all]) => all.size > 1).map(([file]) => file));
}

const relaxed = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const namesIn = (template: Template): string[] =>
  template.flatMap((part) => ('env' in part ? [part.env, ...namesIn(part.fallback ?? [])] : 'property' in part ? [part.property, ...namesIn(part.fallback ?? [])] : []));
