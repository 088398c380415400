export { duration } from '../../analyzer/report/duration.js';

/** `a`, `a and b`, `a, b, c and 3 more`: the first few, so that a message stays one sentence. */
export function names(all: readonly string[], most = 4): string {
  if (all.length > most + 1) return `${all.slice(0, most).join(', ')} and ${all.length - most} more`;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all[all.length - 1]}`;
}

/** `a`, `one of a and b`. */
export const oneOf = (all: readonly string[], most?: number): string => (all.length > 1 ? `one of ${names(all, most)}` : names(all));

/** `1 pod`, `3 pods`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** `both pods`, `all 3 pods`. */
export const allOf = (n: number, many: string): string => (n === 2 ? `both ${many}` : `all ${n} ${many}`);

/** Text with a hole that a tool fills in before it is used: `${TAG}`, `{{ .Values.tag }}`, `$(IMAGE)`, `<tag>`. */
export const isTemplated = (text: string): boolean => /[${}<>]/.test(text);

/** Plain where YAML reads it as this text, else quoted: a name in the input may hold anything. */
export const yamlScalar = (text: string): string => (/^[a-z][a-z0-9./_-]*$/i.test(text) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(text) ? text : JSON.stringify(text));
