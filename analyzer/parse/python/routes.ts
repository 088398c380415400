import { namesOf, plainText, positional, namedArgument, optionsOf, type Call, type Flow, type Func, type Route, type Value } from '../source/flow/index.js';

const VERBS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);

/** Handlers of Flask, FastAPI, aiohttp and Django. */
export function routes(flow: Flow): readonly Route[] {
  return [...flow.model.functions.flatMap((fn) => decorated(flow, fn)), ...flow.model.calls.flatMap((call) => registered(flow, call))];
}

/** `@app.route("/x", methods=["GET"])`, `@router.get("/x")`. */
function decorated(flow: Flow, fn: Func): Route[] {
  return fn.decorators.flatMap((decorator): Route[] => {
    if (decorator.is !== 'call' || decorator.callee.is !== 'member') return [];
    const { name } = decorator.callee;
    if (name !== 'route' && name !== 'api_route' && !VERBS.has(name)) return [];
    const path = pathOf(flow, decorator);
    if (path === undefined || !path.startsWith('/')) return [];
    const methods = namedArgument(flow, decorator, 'methods', undefined);
    const listed = methods && flow.value(methods.expression, undefined);
    const names = listed?.is === 'list' ? listed.items.map((i) => plainText(flow, flow.value(i.expression, i.frame)) ?? 'GET') : [VERBS.has(name) ? name : 'get'];
    return names.map((method) => ({ method: method.toUpperCase(), path, fn, at: decorator.node }));
  });
}

/** `app.router.add_get("/x", handler)`, `app.add_url_rule("/x", view_func=f)`, `path("x", view)`. */
function registered(flow: Flow, call: Call): Route[] {
  const { callee } = call;
  const name = callee.is === 'member' || callee.is === 'name' ? callee.name : '';
  const verb = /^add_(get|post|put|patch|delete)$/.exec(name)?.[1];
  const django = (name === 'path' || name === 're_path' || name === 'url') && namesOf(flow, call, undefined).some((n) => n.name.startsWith('django.'));
  if (!verb && !django && name !== 'add_url_rule' && name !== 'add_api_route' && name !== 'add_route') return [];
  const path = pathOf(flow, call);
  const handler = namedArgument(flow, call, 'view_func', undefined) ?? positional(flow, call, name === 'add_url_rule' ? 2 : 1, undefined);
  const fn = handler && functionIn(flow.value(handler.expression, undefined));
  return path === undefined || !fn ? [] : [{ method: (verb ?? 'get').toUpperCase(), path: path.startsWith('/') ? path : `/${path.replace(/^\^|\$$/g, '')}`, fn, at: call.node }];
}

const pathOf = (flow: Flow, call: Call): string | undefined => {
  const first = positional(flow, call, 0, undefined) ?? namedArgument(flow, call, 'path', undefined) ?? namedArgument(flow, call, 'rule', undefined);
  return first && plainText(flow, flow.value(first.expression, undefined));
};

const functionIn = (value: Value): Func | undefined => optionsOf(value).flatMap((v) => (v.is === 'function' ? [v.fn] : []))[0];
