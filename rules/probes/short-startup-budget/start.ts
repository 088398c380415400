import type { Place } from '../../../analyzer/facts/place.js';
import type { Probe } from '../../../analyzer/facts/types.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import type { RuleContext } from '../../define.js';
import { callPlace, worstText } from '../../support/budgets.js';
import { duration } from '../../support/text.js';

/** Something that is written of the start: it may take so many milliseconds. */
export interface Need {
  readonly ms: number;
  readonly text: string;
  readonly at: Place;
  readonly severity: 'warning' | 'info';
}

export function callsAtStart({ system, analysis }: RuleContext, view: StackView, { component }: Workload): Need[] {
  const { call } = analysis.deadlines(view.stack.id);
  // The limits of a proxy are those of its requests, whatever an init container waits for. What is seeded or warmed up is often left
  // to run beside the first requests.
  const isAwaited = (to: string): boolean => {
    const clients = system.clients(component).filter(({ targets }) => targets.includes(to));
    return clients.length > 0 && clients.every(({ fact }) => fact.calls.every((one) => !/^(?:seed|warm)/.test(one.function ?? '')));
  };
  return system.out(component).filter(({ to, phase, strength, stacks }) => phase === 'startup' && strength === 'hard' && stacks.includes(view.stack.id) && isAwaited(to)).map(call).filter(({ explicit, worst }) => explicit && Number.isFinite(worst.low)).map((found) => {
    const [from, to] = [system.component(component).name, system.component(found.dependency.to).name];
    return { ms: found.worst.low, text: `${from} waits up to ${worstText(found)} for ${to} before it listens`, at: callPlace(found, view), severity: 'warning' };
  });
}

/** The same check is not asked for readiness before the start is thought to be over. */
export function delayOf(probe: Probe, readiness: Probe | undefined): Need[] {
  const delay = readiness?.initialDelaySeconds;
  if (!readiness || !isKnown(delay) || !isSame(probe, readiness)) return [];
  const ms = delay.value * 1000;
  return [{ ms, text: `the same check is first asked for readiness after ${duration(ms)}`, at: delay.at, severity: 'info' }];
}

const isSame = (a: Probe, b: Probe): boolean => a.kind === b.kind && a.path === b.path && isKnown(a.port) && isKnown(b.port) && a.port.value === b.port.value && a.host === undefined && b.host === undefined;
