import type { ClientSetting } from '../../facts/types.js';

const has = (layer: readonly ClientSetting[], name: string): ClientSetting | undefined => layer.find((setting) => setting.name === name);

/** Where the breaker stands among what tries again, by layers from the innermost to the outermost. */
export function breakerPosition(layers: readonly (readonly ClientSetting[])[]): ClientSetting[] {
  const breaker = layers.findIndex((layer) => has(layer, 'circuitBreaker'));
  const retry = layers.findLastIndex((layer) => has(layer, 'retriesOnCall'));
  if (breaker === -1 || retry === -1 || breaker === retry) return [];
  const inside = breaker < retry;
  return [{ name: 'breakerPosition', value: { value: inside ? 'inside-retry' : 'around-retry', at: has(layers[inside ? retry : breaker]!, inside ? 'retriesOnCall' : 'circuitBreaker')!.value.at } }];
}
