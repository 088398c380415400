import type { CloudPart, CloudSetting, Fact, UnitFacts } from '../facts/types.js';
import { isKnown } from '../facts/value.js';
import type { StackFacts } from '../link/stacks.js';
import type { Pair } from './pair.js';

/** The part of a fact that a cloud template declares. */
const cloudOf = (fact: Fact): CloudPart | undefined => (fact.kind === 'cloud-resource' ? fact : fact.kind === 'workload' ? fact.cloud : undefined);

/** The root module whose resources the state has; undefined when it has none of any. */
export function stackOfState(stacks: readonly StackFacts[], state: readonly Fact[]): StackFacts | undefined {
  const there = new Set(state.flatMap((fact) => cloudOf(fact)?.address ?? []));
  const found = ({ facts }: StackFacts): number => facts.filter((fact) => there.has(cloudOf(fact)?.address ?? '')).length;
  const [best] = stacks.map((stack) => ({ stack, count: found(stack) })).filter(({ count }) => count > 0).sort((a, b) => b.count - a.count || a.stack.facts.length - b.stack.facts.length || (a.stack.stack.id < b.stack.stack.id ? -1 : 1));
  return best?.stack;
}

/** Puts the resources of a state in the place of those that a root module declares; the other units stay on both sides. */
export function pairState(units: readonly UnitFacts[], stack: StackFacts, state: readonly Fact[]): Pair {
  const declared = new Map(stack.facts.flatMap((fact) => (cloudOf(fact) ? [[cloudOf(fact)!.address, fact] as const] : [])));
  const live = state.flatMap((fact) => (cloudOf(fact) ? [merged(fact, declared.get(cloudOf(fact)!.address))] : []));
  const there = new Set(live.map((fact) => cloudOf(fact)!.address));
  // What rules look at goes with the resource that it is of.
  const others = stack.facts.filter((fact) => cloudOf(fact) === undefined && !(fact.kind === 'cloud-object' && declared.has(fact.address) && !there.has(fact.address)));
  return { shared: units.filter(({ unit }) => unit.parser !== 'terraform' || ![unit.id, `${unit.id} (terraform)`].includes(stack.stack.id)), declared: [stack], live: [{ ...stack, facts: [...live, ...others] }] };
}

/**
 * A resource that is declared and exists: what the module says, with the values that the state has. Its references stay: a state keeps values
 * where the module has expressions. What the provider filled in, the module does not mention.
 */
function merged(live: Fact, declared: Fact | undefined): Fact {
  const [there, here] = [cloudOf(live), declared && cloudOf(declared)];
  if (declared === undefined || there === undefined || here === undefined) return live;
  const settings = here.settings.map((setting) => asExists(setting, there.settings.find(({ name }) => name === setting.name)));
  if (declared.kind === 'cloud-resource') return { ...declared, settings };
  if (declared.kind !== 'workload' || live.kind !== 'workload') return declared;
  const replicas = isKnown(declared.replicas) && isKnown(live.replicas) && declared.replicas.value !== live.replicas.value ? live.replicas : declared.replicas;
  return { ...declared, cloud: { ...here, settings }, ...(replicas === undefined ? {} : { replicas }) };
}

const asExists = (declared: CloudSetting, live: CloudSetting | undefined): CloudSetting =>
  live !== undefined && isKnown(live.value) && isKnown(declared.value) && live.value.value !== declared.value.value ? { name: declared.name, value: live.value } : declared;
