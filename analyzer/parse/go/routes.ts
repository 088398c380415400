import { optionsOf, plainText, positional, type Call, type Flow, type Func, type Route } from '../source/flow/index.js';

const VERBS: Readonly<Record<string, string>> = { GET: 'GET', POST: 'POST', PUT: 'PUT', PATCH: 'PATCH', DELETE: 'DELETE', Get: 'GET', Post: 'POST', Put: 'PUT', Patch: 'PATCH', Delete: 'DELETE', HandleFunc: 'ALL', Handle: 'ALL' };

/** Handlers of net/http, gorilla, gin, echo, chi and fiber: a path, then functions, the last of which answers. */
export function routes(flow: Flow): readonly Route[] {
  return flow.model.calls.flatMap((call): Route[] => {
    const verb = call.callee.is === 'member' ? VERBS[call.callee.name] : undefined;
    if (verb === undefined || call.args.length < 2) return [];
    const first = positional(flow, call, 0, undefined);
    const path = first && plainText(flow, flow.value(first.expression, undefined));
    const handler = path !== undefined && /^(?:[A-Z]+ )?\//.test(path) ? handlerOf(flow, call) : undefined;
    if (!handler || path === undefined) return [];
    const [, method, rest] = /^(?:([A-Z]+) )?(\/.*)$/.exec(path) ?? [];
    return [{ method: method ?? verb, path: rest ?? path, fn: handler, at: call.node }];
  });
}

/** The last function among the arguments, also inside of one that wraps it (`http.HandlerFunc(f)`). */
function handlerOf(flow: Flow, call: Call): Func | undefined {
  for (const { value } of [...call.args].reverse()) {
    const found = optionsOf(flow.value(value, undefined)).find((v) => v.is === 'function');
    if (found?.is === 'function') return found.fn;
    const inner = value.is === 'call' ? handlerOf(flow, value) : undefined;
    if (inner) return inner;
  }
  return undefined;
}
