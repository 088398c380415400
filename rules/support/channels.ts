import type { Place } from '../../analyzer/facts/place.js';
import type { Template } from '../../analyzer/facts/template.js';
import type { DeclaredChannelFact } from '../../analyzer/facts/types.js';
import type { System } from '../../analyzer/system/system.js';
import { isUnknown } from '../../analyzer/facts/value.js';

/** The name of a queue or topic, where nobody has to fill anything in. */
export const plainName = (template: Template): string | undefined => (template.length > 0 && template.every((part) => 'text' in part) ? template.map((part) => ('text' in part ? part.text : '')).join('') : undefined);

/** It takes what others could not process. */
export const isForFailures = (name: string): boolean => /dlq|dlt\b|dlx|dead[-_.]?letter|failed|failure|error|poison|retry|parking/i.test(name);

/** What code asks for; undefined where it asks for nothing of that name, `unknown` where nobody can read it. */
export function askedFor({ settings }: DeclaredChannelFact, name: string): { readonly value: number | string | boolean | null; readonly at: Place } | 'unknown' | undefined {
  const own = settings.find((setting) => setting.name === name)?.value;
  if (own === undefined) return undefined;
  return 'template' in own || isUnknown(own) ? 'unknown' : own;
}

/** Every queue and topic that code of the system makes, once. */
export function declaredIn(system: System): readonly DeclaredChannelFact[] {
  return [...new Set(system.document.components.flatMap(({ id }) => system.declaredChannels(id)))];
}
