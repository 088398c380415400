import type { Dependency } from '../../analyzer/graph/document.js';
import type { Deadline } from '../../analyzer/propagation/analysis.js';
import type { Call } from '../../analyzer/propagation/call.js';
import type { Range } from '../../analyzer/propagation/range.js';
import { hopPlace, placeOf } from './places.js';
import type { StackView, System } from '../../analyzer/system/system.js';
import type { Place } from '../../analyzer/facts/place.js';
import { duration } from './text.js';

/** `10 s`, or how it comes about: `3 x 1 s + 700 ms between them = 3.7 s`. */
export function worstText({ attempts, attempt, pause, worst }: Call): string {
  const tries = attempts.low;
  if (tries < 2 || worst.low === attempt.low) return duration(worst.low);
  const sum = tries * attempt.low + pause.low;
  const parts = `${tries} x ${duration(attempt.low)}${pause.low > 0 ? ` + ${duration(pause.low)} between them` : ''}`;
  return sum === worst.low ? `${parts} = ${duration(worst.low)}` : duration(worst.low);
}

/** Where it is decided how long the call takes: its own limit, else the call itself. */
export const callPlace = ({ settings, dependency }: Call, view: StackView): Place => (settings[0] ? placeOf(settings[0].evidence) : hopPlace(dependency, view));

export const isSure = (longer: Range, shorter: Range): boolean => longer.low > shorter.high;

/** Who gives up after how long, for messages: `web gives up on cart after 3 s`. */
export function patienceText(system: System, { call, setting, ms }: Deadline): string {
  if (call) return `${system.component(call.dependency.from).name} gives up on ${system.component(call.dependency.to).name} after ${duration(ms.high)}`;
  const name = typeof setting?.on === 'string' ? system.component(setting.on).name : '';
  return setting?.name === 'lambdaTimeoutSeconds' ? `${name} is ended after ${duration(ms.high)}` : `the route to ${name} gives up after ${duration(ms.high)}`;
}

/** From the route or the first caller down to the one who gives up, and on to the component that the limit bears on. */
export const wayOf = ({ route, call, path }: Deadline): readonly Dependency[] => [...route, ...(call ? [call.dependency] : []), ...path];

export const patiencePlace = ({ call, setting }: Deadline, view: StackView): Place => (call ? callPlace(call, view) : placeOf(setting!.evidence));
