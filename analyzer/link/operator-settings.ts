import type { ComponentSettingsFact, DeliveryFact } from '../facts/types.js';
import type { Candidate } from './candidates.js';
import { statedRow } from './dependency-settings.js';
import { ofKind } from './facts.js';
import type { SettingRow } from './setting-rows.js';
import type { LinkedStack, World } from './world.js';

/** What objects say about components that others declare: canary analysis, objectives, who delivers them and how. */
export function operatorSettings(world: World): SettingRow[] {
  return world.stacks.flatMap((stack) => [
    ...ofKind(stack.facts.facts, 'component-settings').flatMap((fact) => aboutTarget(world, stack, fact)),
    ...ofKind(stack.facts.facts, 'delivery').flatMap((fact) => aboutDelivered(world, fact)),
  ]);
}

/** In its own stack; objectives often lie in a folder of their own, so else wherever the name is. */
function aboutTarget(world: World, stack: LinkedStack, fact: ComponentSettingsFact): SettingRow[] {
  const own = targetsOf(stack, fact);
  const found = own.length > 0 ? own.map((candidate) => ({ candidate, stack })) : world.stacks.flatMap((other) => targetsOf(other, fact).map((candidate) => ({ candidate, stack: other })));
  return found.flatMap((one) => rowsOf(world, fact, one.candidate, one.stack));
}

function targetsOf({ candidates, objects }: LinkedStack, { target, ref }: ComponentSettingsFact): Candidate[] {
  if (target.kind === 'Gateway') return candidates.filter((c) => c.kind === 'gateway' && c.workloads.length === 0);
  if (target.kind === '*') return candidates.filter((c) => c.names.has(target.name));
  const namespace = objects.namespaceOf({ ...ref, ...(target.namespace === undefined ? {} : { namespace: target.namespace }) });
  return candidates.filter((c) => c.workloads.some((w) => w.fact.ref.kind === target.kind && w.fact.ref.name === target.name && w.namespace === namespace));
}

const rowsOf = (world: World, { settings }: ComponentSettingsFact | DeliveryFact, candidate: Candidate, stack: LinkedStack): SettingRow[] =>
  settings.map((setting) => ({ ...statedRow(setting, () => undefined, 'workload'), on: world.idOf.get(candidate)!, stack: stack.facts.stack.id }));

/** A delivery is of all that its folder holds; the folder counts from its repository's root, which may be a part of the tree. */
function aboutDelivered(world: World, fact: DeliveryFact): SettingRow[] {
  const { path } = fact;
  if (path === undefined) return [];
  return world.stacks
    .filter(({ facts: { stack } }) => stack.kind !== 'compose' && stack.kind !== 'code')
    .flatMap((stack) => stack.candidates.filter((candidate) => isDelivered(candidate, stack, path)).flatMap((candidate) => rowsOf(world, fact, candidate, stack)));
}

/** A stack of its own below the folder, or manifests in it that are part of a larger one. */
function isDelivered({ workloads }: Candidate, { facts: { stack } }: LinkedStack, path: string): boolean {
  const isBelow = stack.root === path || stack.root.startsWith(`${path}/`) || stack.root.endsWith(`/${path}`);
  return workloads.some(({ fact }) => isBelow || fact.at.file.startsWith(`${path}/`));
}
