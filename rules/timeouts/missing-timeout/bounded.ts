import { isKnown } from '../../../analyzer/facts/value.js';
import type { Component } from '../../../analyzer/graph/document.js';
import type { System } from '../../../analyzer/system/system.js';
import type { UserPath } from '../../support/user-path.js';

/** Somebody above gives up: a caller on the way down, or the route that leads to the entry point. */
export function isBounded(system: System, { view, entry, hops }: UserPath): boolean {
  const routed = view.routes.some(({ backends }) => backends.some(({ backend, components }) => components.includes(entry) && isKnown(backend.timeout)));
  return routed || hops.some((hop) => {
    const setting = system.setting(hop, 'timeoutOnCall', view.stack.id);
    return setting?.origin === 'explicit' && typeof setting.value === 'number' && setting.value > 0;
  });
}

/** Milliseconds after which the platform ends the component, whatever it waits for: a function, in the stack that gives it longest. */
export function endedAfter(system: System, component: string): number | undefined {
  const { kind, stacks } = system.component(component);
  const limits = kind === 'function' ? stacks.map((stack) => system.setting(component, 'lambdaTimeoutSeconds', stack)?.value) : [];
  return limits.length > 0 && limits.every((limit) => typeof limit === 'number') ? Math.max(...limits.map(Number)) * 1000 : undefined;
}

/** A function without callers, way in and messages: a timer starts it, and nobody waits. */
export const isUnasked = (system: System, { id, kind, entry }: Component): boolean =>
  kind === 'function' && entry === undefined && system.in(id).length === 0 && !system.out(id).some((dependency) => dependency.kind === 'consumes');
