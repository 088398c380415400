import type { Component } from '../../analyzer/graph/document.js';
import type { StackView, System } from '../../analyzer/system/system.js';
import { servesUsers, type RuleContext } from '../define.js';

export const userStacks = (context: Pick<RuleContext, 'stacks'>): readonly StackView[] => context.stacks.filter(servesUsers);

/** True unless every stack that has the component is known to be for development or tests. */
export function runsForUsers(context: Pick<RuleContext, 'stacks'>, component: string): boolean {
  const views = context.stacks.filter((view) => view.components.includes(component));
  return views.length === 0 || views.some(servesUsers);
}

/** Components whose failure users can feel: no tools, no traffic generators, nothing that ends by itself. */
export const matters = ({ kind, role }: Component): boolean => kind !== 'job' && kind !== 'other' && role !== 'monitoring' && role !== 'load-generator';

/** What counts as "a service" in "3 of 11 services". */
export const isService = ({ kind }: Component): boolean => kind === 'service' || kind === 'gateway' || kind === 'function';

export const namesOf = (system: System, ids: readonly string[]): string[] => ids.map((id) => system.component(id).name);
