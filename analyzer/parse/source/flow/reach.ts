import { comparePlaces, compareText } from '../../../facts/place.js';
import type { HandlerFact } from '../../../facts/types.js';
import { idempotent } from '../idempotency.js';
import { placeOf } from '../node.js';
import { reachesFrom, type Steps } from '../reach.js';
import type { Flow } from './evaluate.js';
import type { Client } from './facts.js';
import type { Route, Stretch } from './language.js';
import { functionOf, type Call, type Func } from './model.js';
import { optionsOf } from './value.js';

/** Which clients a function or some calls lead to, by the shortest way. */
export type Reach = (code: Func | Stretch) => HandlerFact['reaches'];

/** Handlers with the clients that serving them reaches. */
export function handlerFacts(routes: readonly Route[], reach: Reach, packagesOf: (file: string) => readonly string[]): HandlerFact[] {
  return routes
    .flatMap(({ method, path, fn, at }) => packagesOf(at.source.file).slice(0, 1).map((root): HandlerFact => ({ kind: 'handler', package: root, method, path, at: placeOf(at), ...idempotent(fn.node.source.text), reaches: reach(fn) })))
    .sort((a, b) => comparePlaces(a.at, b.at) || compareText(a.path, b.path) || compareText(a.method, b.method));
}

export function reachOf(flow: Flow, clients: readonly Client[]): Reach {
  const steps = stepsOf(flow, clients);
  return (code) => reachesFrom(code, steps);
}

function stepsOf(flow: Flow, clients: readonly Client[]): Steps<Func | Stretch, Call> {
  const byFunction = callsByFunction(flow);
  const byCall = new Map<object, string[]>();
  for (const { fact, uses } of clients) for (const { expression } of uses) byCall.set(expression, [...(byCall.get(expression) ?? []), fact.id]);
  return {
    calls: (code) => ('calls' in code ? code.calls : (byFunction.get(code) ?? [])),
    place: ({ node }) => placeOf(node),
    clients: (call) => byCall.get(call) ?? [],
    callees: ({ callee }) => optionsOf(flow.value(callee, undefined)).flatMap((value) => (value.is === 'function' ? [value.fn] : [])),
  };
}

/** Calls by the function whose code they are. */
export function callsByFunction(flow: Flow): ReadonlyMap<Func, readonly Call[]> {
  const found = new Map<Func, Call[]>();
  for (const call of flow.model.calls) {
    const fn = functionOf(call.scope);
    const list = fn && found.get(fn);
    if (list) list.push(call);
    else if (fn) found.set(fn, [call]);
  }
  return found;
}
