import { compareText } from '../../facts/place.js';
import type { Component } from '../../graph/document.js';
import { bestPlace, componentPlace, judged, places, type Context } from '../context.js';
import type { Difference } from '../drift.js';
import { presenceIn } from '../presence.js';
import { said } from '../words.js';

/** Components and stacks that came, went, or are something else now. */
export function componentDifferences(context: Context): readonly Difference[] {
  const ids = [...new Set([...context.base.components.keys(), ...context.head.components.keys()])].sort(compareText);
  return [...stackDifferences(context), ...ids.flatMap((id) => [...presence(context, id), ...renaming(context, id), ...attributes(context, id)])];
}

function stackDifferences({ base, head, stacks, across }: Context): readonly Difference[] {
  if (across || !base.knows.components || !head.knows.components) return [];
  const only = (kind: 'stack-added' | 'stack-removed', all: readonly { readonly id: string }[]): readonly Difference[] =>
    all.filter(({ id }) => !stacks.has(id)).map(({ id }) => ({ kind, judgement: 'neutral', subject: { stack: id }, stacks: [id], message: `the stack ${id} is ${kind === 'stack-added' ? 'new' : 'gone'}` }));
  return [...only('stack-removed', base.graph.stacks), ...only('stack-added', head.graph.stacks)];
}

function presence(context: Context, id: string): readonly Difference[] {
  const [before, after] = [context.base.components.get(id), context.head.components.get(id)];
  if (before && !after) return [removed(context, before, before.stacks)];
  if (after && !before) return [added(context, after, after.stacks)];
  // An external system is wherever somebody calls it: its dependents tell.
  if (!before || !after || after.kind === 'external') return [];
  const more = only(context, after, before);
  const less = only(context, before, after);
  return [...(more.length > 0 ? [added(context, after, more)] : []), ...(less.length > 0 ? [removed(context, before, less)] : [])];
}

/** Stacks of `one` that both sides have and the other component is not in. */
const only = ({ stacks }: Context, one: Component, other: Component): readonly string[] => one.stacks.filter((stack) => stacks.has(stack) && !other.stacks.includes(stack));

function added({ base, head, across }: Context, component: Component, stacks: readonly string[]): Difference {
  const { id, kind, technology } = component;
  const what = kind === 'other' ? '' : `, ${kind === 'external' ? 'an external system' : `a ${kind}`}${technology === undefined ? '' : ` (${technology})`}`;
  const elsewhere = base.components.has(id);
  const verb = presenceIn(head)?.came ?? `is ${across ? `in ${head.label} only` : elsewhere ? 'new there' : 'new'}`;
  const message = `${id}${what === '' ? '' : `${what},`} ${verb}`;
  return { kind: 'component-added', judgement: 'neutral', subject: { component: id }, stacks, message, ...places(elsewhere ? componentPlace(base, id) : undefined, bestPlace(head, component.evidence, stacks)), ...entryOf(head.components.get(id)) };
}

const entryOf = (component: Component | undefined): Pick<Difference, 'name'> => (component?.entry ? { name: 'entry' } : {});

function removed(context: Context, component: Component, stacks: readonly string[]): Difference {
  const { id } = component;
  const elsewhere = context.head.components.has(id);
  const observed = presenceIn(context.head);
  const message = `${id} ${observed?.went ?? `is ${context.across ? `in ${context.base.label} only` : elsewhere ? 'gone there' : 'gone'}`}`;
  // Who removes it means to; what is declared is meant to be there.
  return { kind: 'component-removed', judgement: observed === undefined ? 'neutral' : judged(context, 'weaker', stacks), subject: { component: id }, stacks, message, ...places(bestPlace(context.base, component.evidence, stacks), elsewhere ? componentPlace(context.head, id) : undefined) };
}

function renaming({ renamed, base, head }: Context, id: string): readonly Difference[] {
  const before = renamed.get(id);
  if (before === undefined) return [];
  return [{
    kind: 'component-renamed', judgement: 'neutral', subject: { component: id }, stacks: head.components.get(id)?.stacks ?? [], before, after: id,
    message: `${before} is now called ${id}: what it is made of and who it talks to are the same`, ...places(componentPlace(base, id), componentPlace(head, id)),
  }];
}

const ATTRIBUTES = ['owner', 'kind', 'role', 'technology', 'tier'] as const;

function attributes(context: Context, id: string): readonly Difference[] {
  const { base, head } = context;
  const [before, after] = [base.components.get(id), head.components.get(id)];
  if (!before || !after) return [];
  const where = { subject: { component: id }, stacks: after.stacks, ...places(componentPlace(base, id), componentPlace(head, id)) };
  const changed = ATTRIBUTES.flatMap((name): readonly Difference[] => {
    const [was, is] = [before[name] ?? null, after[name] ?? null];
    if (was === is) return [];
    if (name === 'owner' && is === null) return [{ ...where, kind: 'owner-lost', judgement: judged(context, 'weaker', after.stacks), name, before: was, after: is, message: `nobody owns ${id} any more; ${said(was)} did` }];
    return [{ ...where, kind: 'component-changed', judgement: 'neutral', name, before: was, after: is, message: `${name} of ${id}: ${said(was)} -> ${said(is)}` }];
  });
  return [...changed, ...entries(context, before, after)];
}

function entries({ stacks, base, head }: Context, before: Component, after: Component): readonly Difference[] {
  const common = (component: Component): readonly string[] => (component.entry?.stacks ?? []).filter((stack) => stacks.has(stack));
  const [was, is] = [common(before), common(after)];
  const tell = (where: readonly string[], value: boolean): readonly Difference[] => {
    // Where it was not at all before, that it came says everything.
    const told = where.filter((stack) => before.stacks.includes(stack) && after.stacks.includes(stack));
    if (told.length === 0) return [];
    const message = value ? `users now enter at ${after.id}` : `users no longer enter at ${after.id}`;
    return [{ kind: 'component-changed', judgement: 'neutral', subject: { component: after.id }, stacks: told, name: 'entry', before: !value, after: value, message, ...places(bestPlace(base, before.entry?.evidence ?? before.evidence, told), bestPlace(head, after.entry?.evidence ?? after.evidence, told)) }];
  };
  return [...tell(is.filter((stack) => !was.includes(stack)), true), ...tell(was.filter((stack) => !is.includes(stack)), false)];
}
