import { textOf, type SourceNode } from '../source/index.js';
import { functionOf, type Use } from '../source/flow/index.js';

/** `answer.raise_for_status()` in the function of a call that does not tell one status from another. */
export function statusCheckAt({ expression }: Use): SourceNode | undefined {
  const fn = functionOf(expression.scope)?.node;
  const text = fn ? textOf(fn) : '';
  return /\braise_for_status\(\)/.test(text) && !/\bstatus(?:_code)?\b\s*(?:[=!<>]=?|in\b)/.test(text) ? expression.node : undefined;
}
