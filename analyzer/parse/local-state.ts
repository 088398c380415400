import { showTemplate, type Template } from '../facts/template.js';
import type { LocalStateFact } from '../facts/types.js';

/** Only names that say what is kept: a map may hold anything, and most hold constants. */
const NAMES: readonly (readonly [RegExp, LocalStateFact['state']])[] = [
  [/sessions?(?:$|[A-Z_])|(?:^|_)sessions?/i, 'session'],
  [/(?:^|_)(?:job|task|work|message|event|pending)?_?queue$|Queue$/i, 'queue'],
  [/cache$|^cached|Cache(?:d|Map)?$/i, 'cache'],
  [/counters?$|rateLimits?$|hits$|attemptsBy|requestCounts?$/i, 'counter'],
];

/** What a collection in memory holds, as far as its name says. */
export const stateNamed = (name: string): LocalStateFact['state'] | undefined => NAMES.find(([pattern]) => pattern.test(name))?.[1];

/** Something of the path is known, and it is neither temporary nor a device. */
export function isLastingPath(path: Template): boolean {
  const shown = showTemplate(path);
  const known = path.some((part) => ('text' in part && /[\w]/.test(part.text)) || 'env' in part || 'property' in part);
  return known && !/^\/?(?:var\/)?tmp\b|^\/dev\/|\bos\.tmpdir|^:memory:$|^\/proc\//.test(shown) && !path.some((part) => 'unknown' in part && /tmpdir|tmp|temp/i.test(part.unknown));
}
