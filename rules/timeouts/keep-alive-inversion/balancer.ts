import type { Place } from '../../../analyzer/facts/place.js';
import type { StackView, System } from '../../../analyzer/system/system.js';
import { given, plain } from '../../support/cloud-arguments.js';
import { placeOf } from '../../support/places.js';

export interface Idle {
  readonly ms: number;
  readonly byDefault: boolean;
  readonly at: Place;
}

/** How long the Application Load Balancer in front keeps an idle connection; undefined where there is none that is known. */
export function balancerOf(system: System, view: StackView, id: string): Idle | undefined {
  const entry = system.setting(id, 'entryIdleTimeout', view.stack.id);
  if (entry) return typeof entry.value === 'number' ? { ms: entry.value, byDefault: entry.origin === 'default', at: placeOf(entry.evidence) } : undefined;
  const routing = new Set(system.in(id).filter(({ kind, stacks }) => kind === 'routes' && stacks.includes(view.stack.id)).map(({ from }) => from));
  return (view.cloud ?? []).filter(({ component }) => component !== undefined && routing.has(component)).map(({ fact }) => fact).flatMap((fact): Idle[] => {
    const [type, idle] = [given(fact, 'load_balancer_type'), given(fact, 'idle_timeout')];
    if (!BALANCERS.has(fact.type) || fact.language !== 'terraform' || (type && plain(type) !== 'application')) return [];
    const seconds = plain(idle);
    if (idle) return typeof seconds === 'number' ? [{ ms: seconds * 1000, byDefault: false, at: idle.at }] : [];
    return [{ ms: 60_000, byDefault: true, at: fact.at }];
  })[0];
}

const BALANCERS: ReadonlySet<string> = new Set(['aws_lb', 'aws_alb']);
