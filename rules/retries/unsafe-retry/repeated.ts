import type { Place } from '../../../analyzer/facts/place.js';
import type { Setting } from '../../../analyzer/graph/document.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import type { RuleContext } from '../../define.js';
import { explicit } from '../../support/clients.js';
import { codeStacks } from '../../support/stacks.js';

/**
 * Wrappers and loops say how they pause, options of a client do not; and of these clients' own retries leave POST out, as does
 * axios-retry, whose timeout is for all attempts.
 */
export function wrappedRetries(fact: ClientLink['fact']): { readonly at: Place } | undefined {
  const [retries, backoff] = [explicit(fact, 'retriesOnCall'), explicit(fact, 'retryBackoff')];
  const isWrapped = retries?.from === 'explicit' && typeof retries.value === 'number' && retries.value > 0 && backoff !== undefined && !explicit(fact, 'timeoutCoversRetries');
  return isWrapped ? retries : undefined;
}

/** A mesh repeats on answers, and not only where nothing was sent. */
export function meshRetry(context: Pick<RuleContext, 'stacks' | 'system'>, from: string, to: string) {
  for (const { stack } of codeStacks(context)) {
    const [on, retries] = [context.system.setting({ from, to }, 'retryOn', stack.id), context.system.setting({ from, to }, 'retriesOnCall', stack.id)];
    const mesh = retries?.evidence.mechanism === 'route' ? retries : context.system.setting({ from, to }, 'meshRetries', stack.id);
    if (on && isRepeatedWrite(on, context.system.setting({ from, to }, 'retriedMethods', stack.id)) && typeof mesh?.value === 'number' && mesh.value > 0) return { on, mesh };
  }
  return undefined;
}

/** It repeats on answers, and requests that write are not left out. */
export const isRepeatedWrite = ({ value }: Setting, methods: Setting | undefined): boolean => typeof value === 'string' && ON_ANSWERS.test(value) && (typeof methods?.value !== 'string' || /\b(?:POST|PATCH)\b/.test(methods.value));

/** nginx repeats POST only where it is told to: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_next_upstream */
const ON_ANSWERS = /(?:^|[\s,])(?:5xx|gateway-error|retriable-4xx|reset|50[0-9]|non_idempotent)(?:$|[\s,])/;

/** A POST that only asks. */
export const isQuery = (text: string): boolean => QUERY.test(text);

const QUERY = /search|query|graphql|find|lookup|validate|preview|estimate|quote|batch-?get|log-?in|sign-?in|refresh/i;
