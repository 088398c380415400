import { ts } from 'ts-morph';
import type { ClientSetting } from '../../../facts/types.js';
import { abandonedAfter } from '../../source/abandoned.js';
import type { Context } from '../evaluate/context.js';
import { asNumber } from '../evaluate/operators.js';
import { option } from '../clients/library.js';
import { signature, type Call } from '../evaluate/value.js';
import { placeOf } from '../source/module.js';
import { walk } from '../source/syntax.js';
import { isTimer } from './signals.js';
import { readValue } from './source.js';

/** `Promise.race([call, timer])` and `observable.pipe(timeout(ms))` limit the call. */
export function raceLimit(context: Context, node: ts.CallExpression | ts.NewExpression, inner: ts.Node): ClientSetting[] {
  if (!ts.isCallExpression(node)) return [];
  const callee = node.expression.getText();
  if (/\bPromise\.race$/.test(callee)) return timerIn(context, node, inner);
  return ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'pipe' && node.expression.pos <= inner.pos ? operators(context, node) : [];
}

function timerIn(context: Context, race: ts.CallExpression, inner: ts.Node): ClientSetting[] {
  let found: ClientSetting[] = [];
  walk(race, (node) => {
    if (found.length > 0 || node === inner || !ts.isCallExpression(node)) return;
    const ms = isTimer(node) ? node.arguments[1] : /timeout|sleep|delay/i.test(node.expression.getText()) ? node.arguments.find((a) => asNumber(context.value(a, context.root)) !== undefined) : undefined;
    const limit = ms && asNumber(context.value(ms, context.root));
    if (ms && limit !== undefined) found = abandonedAfter(limit, placeOf(ms));
  });
  return found;
}

function operators(context: Context, pipe: ts.CallExpression): ClientSetting[] {
  return pipe.arguments.flatMap((argument): ClientSetting[] => {
    const value = context.value(argument, context.root);
    const last = value.kind === 'reference' && value.package.startsWith('rxjs') ? value.steps.at(-1) : undefined;
    const first = last && 'call' in last ? last.arguments[0] : undefined;
    const number = first && value.kind === 'reference' ? asNumber(context.value(first, context.root)) : undefined;
    if (!last || !('call' in last) || !first || value.kind !== 'reference') return [];
    if (signature(value) === '.retry()') return retried(context, last, number);
    return signature(value) === '.timeout()' && number !== undefined ? [{ name: 'timeoutOnCall', value: { value: number, at: placeOf(first) } }] : [];
  });
}

/**
 * `retry(3)`, `retry({ count: 3, delay: 1000 })`: whatever fails is repeated, unless a function of the failure says when.
 * https://rxjs.dev/api/index/interface/RetryConfig
 */
function retried(context: Context, call: Call, count: number | undefined): ClientSetting[] {
  const at = placeOf(call.call);
  if (count !== undefined) return [{ name: 'retriesOnCall', value: { value: count, at } }, { name: 'retryBackoff', value: { value: 'none', at } }, { name: 'retryCondition', value: { value: 'everything', at } }];
  const [limit, delay] = ['count', 'delay'].map((path) => readValue(context, call, option(path, 0)));
  const [most, pause] = [limit, delay].map((found) => found && asNumber(found.value));
  if (limit && most === undefined) return [{ name: 'retriesOnCall', value: { unknown: 'count', at } }];
  const wait: ClientSetting[] = delay === undefined ? [{ name: 'retryBackoff', value: { value: 'none', at } }] : pause === undefined ? [] : [{ name: 'retryBackoff', value: { value: 'fixed', at } }, { name: 'retryBaseDelay', value: { value: pause, at } }, { name: 'retryJitter', value: { value: false, at } }];
  return [{ name: 'retriesOnCall', value: { value: most ?? null, at } }, ...wait, { name: 'retryCondition', value: delay && pause === undefined ? { unknown: 'delay', at } : { value: 'everything', at } }];
}
