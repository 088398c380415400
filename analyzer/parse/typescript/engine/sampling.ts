import type { Context } from '../evaluate/context.js';
import { asNumber } from '../evaluate/operators.js';
import { signature, type Value } from '../evaluate/value.js';
import { readValue } from './source.js';

interface Sampling {
  /** Calls that have to be seen. */
  readonly calls: number;
  /** Milliseconds. */
  readonly window: number;
}

/**
 * What cockatiel's `new SamplingBreaker({ threshold, duration, minimumRps })` has to see before it opens. Unless it is told a rate, it asks
 * for as many calls as give five failures a second: https://github.com/connor4312/cockatiel#samplingbreaker. Undefined: another breaker.
 */
export function samplingOf(context: Context, value: Value): Sampling | undefined {
  const made = value.kind === 'reference' && value.package === 'cockatiel' && signature(value) === '.SamplingBreaker()' ? value.steps.at(-1) : undefined;
  if (!made || !('call' in made)) return undefined;
  const read = (path: string): number | undefined => {
    const found = readValue(context, made, { from: 'option', path });
    return found && asNumber(found.value);
  };
  const [threshold, window] = [read('threshold'), read('duration')];
  const rate = read('minimumRps') ?? (threshold !== undefined && threshold > 0 ? 5 / threshold : undefined);
  return window === undefined || rate === undefined ? undefined : { calls: Math.ceil((rate * window) / 1000), window };
}
