import type { Indexed } from '../context.js';
import { count, names } from '../words.js';

/** `if redis fails, 3 of 12 services stop: cart, order and storefront`; undefined where nobody else stops. */
export function fallSentence({ analysis }: Indexed, component: string, stack?: string): string | undefined {
  const { lost, of } = analysis.blast(component, stack);
  return lost.length === 0 ? undefined : `if ${component} fails, ${stopping(lost, of)}`;
}

/** `3 of 12 services stop: cart, order and storefront`. */
export const stopping = (lost: readonly string[], of: number): string => `${lost.length} of ${count(of, 'service')} ${lost.length === 1 ? 'stops' : 'stop'}: ${names(lost)}`;
