import { ts } from 'ts-morph';
import type { Library } from '../clients/library.js';
import { pathPattern } from '../clients/pattern.js';
import type { Context } from '../evaluate/context.js';
import { signature, type Call } from '../evaluate/value.js';

/** Whether a construction is one connection, as the library's entry tells it from pools. */
export function isSingle(context: Context, { single }: Library, { call, frame, injected }: Call): boolean {
  if (single === undefined || injected || !(ts.isCallExpression(call) || ts.isNewExpression(call))) return false;
  const value = context.value(call, frame);
  return value.kind === 'reference' && single.some((pattern) => pathPattern(pattern).test(signature(value)));
}
