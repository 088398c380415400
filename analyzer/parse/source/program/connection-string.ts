import type { Place } from '../../../facts/place.js';
import type { Template } from '../../../facts/template.js';
import type { ClientSetting } from '../../../facts/types.js';

/** Options that a connection string carries, by the graph's names; times are in seconds. */
const OPTIONS: readonly { readonly name: string; readonly key: RegExp; readonly factor: number }[] = [
  { name: 'connectionPoolMaxConnections', key: /(?:^|;)\s*(?:max(?:imum)? pool size|maxpoolsize)\s*=\s*(\d{1,6})/i, factor: 1 },
  { name: 'timeoutOnCall', key: /(?:^|;)\s*(?:command timeout|commandtimeout|default command timeout)\s*=\s*(\d{1,6})/i, factor: 1000 },
  { name: 'connectTimeout', key: /(?:^|;)\s*(?:connect(?:ion)? timeout|connecttimeout|timeout)\s*=\s*(\d{1,6})/i, factor: 1000 },
  // StackExchange.Redis counts in milliseconds and separates by commas.
  { name: 'timeoutOnCall', key: /,\s*(?:asyncTimeout|syncTimeout)\s*=\s*(\d{1,6})/i, factor: 1 },
  { name: 'connectTimeout', key: /,\s*connectTimeout\s*=\s*(\d{1,6})/i, factor: 1 },
];

/** Settings that the target itself says. `raw` has what was taken out of the address. */
export function findInText(targets: readonly Template[], raw: readonly Template[], at: Place): ClientSetting[] {
  const texts = [...raw, ...targets].flatMap((t) => t.map((part) => ('text' in part ? part.text : '')).join('\u0000'));
  return OPTIONS.flatMap(({ name, key, factor }) => {
    const found = texts.map((text) => key.exec(text)?.[1]).find((digits) => digits !== undefined);
    return found === undefined ? [] : [{ name, value: { value: Number(found) * factor, at } }];
  });
}
