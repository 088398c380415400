import type { Component } from '../../analyzer/graph/document.js';
import type { StackView, System } from '../../analyzer/system/system.js';
import { servesUsers, type RuleContext } from '../define.js';

export const userStacks = (context: Pick<RuleContext, 'stacks'>): readonly StackView[] => context.stacks.filter(servesUsers);

/** Where rules about manifests look: stacks that serve users, or all where none is known to. */
export function judgedStacks(context: Pick<RuleContext, 'stacks'>): readonly StackView[] {
  const users = userStacks(context);
  return users.length > 0 ? users : context.stacks;
}

/**
 * Where rules about code look: stacks that serve users, or all where none is known to. What a repository only deploys for
 * development is still written to be deployed elsewhere; what it deploys for users, too, is judged there.
 */
export function codeStacks(context: Pick<RuleContext, 'stacks'>): readonly StackView[] {
  const users = userStacks(context).filter(({ components }) => components.length > 0);
  return users.length > 0 ? users : context.stacks;
}

/** Components that code rules look at; not what only runs in development beside a system that serves users: a mock, a tool. */
export function shippedComponents(context: Pick<RuleContext, 'stacks' | 'system'>): readonly Component[] {
  const stacks = new Set(codeStacks(context).map(({ stack }) => stack.id));
  return context.system.document.components.filter((component) => matters(component) && (component.stacks.length === 0 || component.stacks.some((id) => stacks.has(id))));
}

/** Components whose failure users can feel: no tools, nothing of the platform's, no traffic generators, nothing that ends by itself. */
export const matters = ({ kind, role }: Component): boolean => kind !== 'job' && kind !== 'other' && role !== 'monitoring' && role !== 'load-generator' && role !== 'ingress';

/** What counts as "a service" in "3 of 11 services". */
export const isService = ({ kind }: Component): boolean => kind === 'service' || kind === 'gateway' || kind === 'function';

export const namesOf = (system: System, ids: readonly string[]): string[] => ids.map((id) => system.component(id).name);
