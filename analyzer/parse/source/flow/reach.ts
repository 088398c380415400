import { comparePlaces, compareText, type Place } from '../../../facts/place.js';
import type { HandlerFact } from '../../../facts/types.js';
import { placeOf } from '../node.js';
import type { Flow } from './evaluate.js';
import type { Client } from './facts.js';
import type { Route } from './language.js';
import { functionOf, type Call, type Func } from './model.js';
import { optionsOf } from './value.js';

const MAX_DEPTH = 6;
const MAX_FUNCTIONS = 200;

/** Handlers with the clients that serving them reaches, by the shortest way. */
export function handlerFacts(flow: Flow, routes: readonly Route[], clients: readonly Client[], packagesOf: (file: string) => readonly string[]): HandlerFact[] {
  const byFunction = callsByFunction(flow);
  const byCall = new Map<object, Client[]>();
  for (const client of clients) for (const { expression } of client.uses) byCall.set(expression, [...(byCall.get(expression) ?? []), client]);
  return routes
    .flatMap(({ method, path, fn, at }) => packagesOf(at.source.file).slice(0, 1).map((root): HandlerFact => ({ kind: 'handler', package: root, method, path, at: placeOf(at), reaches: reachesOf(flow, fn, byFunction, byCall) })))
    .sort((a, b) => comparePlaces(a.at, b.at) || compareText(a.path, b.path) || compareText(a.method, b.method));
}

function reachesOf(flow: Flow, start: Func, byFunction: ReadonlyMap<Func, readonly Call[]>, byCall: ReadonlyMap<object, readonly Client[]>): HandlerFact['reaches'] {
  const found = new Map<string, readonly Place[]>();
  const visited = new Set<Func>([start]);
  let level: { readonly fn: Func; readonly path: readonly Place[] }[] = [{ fn: start, path: [] }];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0 && visited.size < MAX_FUNCTIONS; depth++) {
    const next: typeof level = [];
    for (const { fn, path } of level) {
      for (const call of byFunction.get(fn) ?? []) {
        const here = [...path, placeOf(call.node)];
        for (const { fact } of byCall.get(call) ?? []) if (!found.has(fact.id)) found.set(fact.id, here);
        for (const callee of optionsOf(flow.value(call.callee, undefined))) {
          if (callee.is !== 'function' || visited.has(callee.fn)) continue;
          visited.add(callee.fn);
          next.push({ fn: callee.fn, path: here });
        }
      }
    }
    level = next;
  }
  return [...found].map(([client, path]) => ({ client, path })).sort((a, b) => compareText(a.client, b.client));
}

function callsByFunction(flow: Flow): ReadonlyMap<Func, readonly Call[]> {
  const found = new Map<Func, Call[]>();
  for (const call of flow.model.calls) {
    const fn = functionOf(call.scope);
    const list = fn && found.get(fn);
    if (list) list.push(call);
    else if (fn) found.set(fn, [call]);
  }
  return found;
}
