import { ts } from 'ts-morph';
import type { ClientSetting } from '../../../facts/types.js';
import { abandonedAfter } from '../../source/abandoned.js';
import type { Context } from '../evaluate/context.js';
import { asNumber } from '../evaluate/operators.js';
import { signature } from '../evaluate/value.js';
import { placeOf } from '../source/module.js';
import { walk } from '../source/syntax.js';
import { isTimer } from './signals.js';

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
    if (!first || value.kind !== 'reference' || number === undefined) return [];
    if (signature(value) === '.timeout()') return [{ name: 'timeoutOnCall', value: { value: number, at: placeOf(first) } }];
    return signature(value) === '.retry()' ? [{ name: 'retriesOnCall', value: { value: number, at: placeOf(first) } }] : [];
  });
}
