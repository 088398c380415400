import type { Template } from '../facts/template.js';
import type { Fact } from '../facts/types.js';
import type { Candidate } from './candidates.js';
import { ofKind } from './facts.js';
import type { LinkedStack, World } from './world.js';

/** Whether a component can be meant by what a file of variables holds. */
export type IsMeant = (stack: LinkedStack, candidate: Candidate, file: string, variable: string) => boolean;

/**
 * A file of variables that several services are handed whole proves nothing for one that never asks for a name. Only where the
 * source is known, and all its clients say where they lead, is it known what it asks for.
 */
export function sharedFiles(world: World, facts: readonly Fact[]): IsMeant {
  const shared = new Map(world.stacks.map((stack) => [stack, filesOfSeveral(stack)]));
  const asked = new Map<string, Set<string>>();
  const open = new Set<string>();
  const add = (roots: readonly string[], template: Template): void => roots.forEach((root) => namesIn(template).forEach((name) => asked.set(root, (asked.get(root) ?? new Set<string>()).add(relaxed(name)))));
  for (const client of ofKind(facts, 'client')) {
    for (const target of client.targets) add(client.packages, target);
    if (client.targets.length === 0 || client.targets.some((target) => target.some((part) => 'unknown' in part))) client.packages.forEach((root) => open.add(root));
  }
  for (const file of ofKind(facts, 'settings-file')) for (const { value } of file.entries) add(file.packages, value);
  const known = (root: string): boolean => asked.has(root) && !open.has(root);
  return (stack, { packages, role }, file, variable) => {
    if (!shared.get(stack)!.has(file)) return true;
    if (role === 'discovery' || role === 'config-server') return false;
    return packages.length === 0 || !packages.every(({ root }) => known(root)) || packages.some(({ root }) => asked.get(root)!.has(relaxed(variable)));
  };
}

function filesOfSeveral({ candidates }: LinkedStack): ReadonlySet<string> {
  const readers = new Map<string, Set<Candidate>>();
  for (const candidate of candidates)
    for (const { fact } of candidate.workloads)
      for (const { env } of fact.containers) for (const { file } of env) if (file !== undefined) readers.set(file, (readers.get(file) ?? new Set()).add(candidate));
  return new Set([...readers].filter(([, all]) => all.size > 1).map(([file]) => file));
}

const relaxed = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const namesIn = (template: Template): string[] =>
  template.flatMap((part) => ('env' in part ? [part.env, ...namesIn(part.fallback ?? [])] : 'property' in part ? [part.property, ...namesIn(part.fallback ?? [])] : []));
