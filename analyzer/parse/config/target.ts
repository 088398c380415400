import type { Place } from '../../facts/place.js';
import { safeTemplate } from '../../facts/secrets.js';
import type { Template } from '../../facts/template.js';
import type { ClientSetting, ConfigTarget } from '../../facts/types.js';
import { placeholders } from './placeholders.js';

type More = Partial<Pick<ConfigTarget, 'dependency' | 'settings' | 'key' | 'library' | 'called'>>;

/** No address is longer. */
const MAX_ADDRESS = 4096;

/** An address with its placeholders as holes and without its secrets; none where nothing of it may be shown. */
export function target(text: string, at: Place, note: string, more: More = {}): ConfigTarget[] {
  const written = unquoted(text.trim());
  if (written === '' || written.length > MAX_ADDRESS || /^unix:|^\/[^/]/.test(written)) return [];
  return templateTarget(placeholders(written), at, note, more);
}

function templateTarget(template: Template, at: Place, note: string, { dependency, settings, key, library, called }: More = {}): ConfigTarget[] {
  const address = safeTemplate(key ?? 'address', template);
  if (address === undefined) return [];
  return [{ address, at, ...(dependency ? { dependency } : {}), ...(key === undefined ? {} : { key }), settings: settings ?? [], ...(library ? { library } : {}), note, ...(called ? { called } : {}) }];
}

/** `5s`, `500ms`, `1m30s`, or a plain number in the format's own unit. */
function milliseconds(text: string, unit: 'ms' | 's' = 's'): number | undefined {
  const written = unquoted(text.trim());
  if (/^\d+(?:\.\d+)?$/.test(written)) return Number(written) * UNITS[unit]!;
  if (written.length > 40 || !/^(?:\d+(?:\.\d+)?(?:us|ms|s|m|h|d))+$/.test(written)) return undefined;
  return [...written.matchAll(/(\d+(?:\.\d+)?)(us|ms|s|m|h|d)/g)].reduce((sum, [, amount, of]) => sum + Number(amount) * UNITS[of!]!, 0);
}

const UNITS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A setting as written; one that cannot be read is unknown, not absent. */
export const durationSetting = (name: string, text: string, at: Place, unit: 'ms' | 's' = 's'): ClientSetting => {
  const value = milliseconds(text, unit);
  return { name, value: value === undefined ? { unknown: 'a duration', at } : { value, at } };
};

export const countSetting = (name: string, text: string, at: Place, plus = 0): ClientSetting =>
  ({ name, value: /^\d{1,6}$/.test(text.trim()) ? { value: Math.max(0, Number(text) + plus), at } : { unknown: 'a number', at } });

export const unquoted = (text: string): string => /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
