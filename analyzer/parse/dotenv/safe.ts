import type { Place } from '../../facts/place.js';
import { safeTemplate } from '../../facts/secrets.js';
import type { Template } from '../../facts/template.js';
import type { EnvVar } from '../../facts/types.js';

/** A variable as a fact: what may be a secret is left out, and URLs lose what could be one. */
export function safeEnvVar({ name, at, valueAt }: { readonly name: string; readonly at: Place; readonly valueAt?: Place | undefined }, value: Template | undefined): EnvVar {
  const safe = value === undefined ? undefined : safeTemplate(name, value);
  return { name, at, ...(safe !== undefined && { value: safe }), ...(valueAt !== undefined && { valueAt }) };
}

/** A variable's value as other values may use it: what was a secret under its own name would not be recognized under theirs. */
export const shareable = (name: string, value: Template): Template => safeTemplate(name, value) ?? [{ unknown: `\${${name}}` }];
