import { textOf } from '../source/index.js';
import type { Entry } from '../source/constructions.js';
import type { Flow, Func, Route } from '../source/flow/index.js';

/** Classes whose methods answer requests: Django, Django REST framework, Flask, Tornado, gRPC. */
const ANSWERS = /(?:View|ViewSet|Resource|RequestHandler|Servicer|HTTPEndpoint)(?:Mixin)?$/;
const TASK = /(?:^|\.)(?:task|shared_task|periodic_task|agent|subscriber|actor)\b/;
const INVOKED = /^(?:lambda_)?handler$/;

/** Functions that run for each request, message or invocation. */
export function entries(flow: Flow, routes: readonly Route[]): readonly Entry<Func>[] {
  const written = flow.model.functions.flatMap((fn): readonly Entry<Func>[] => {
    if (fn.owner?.bases.some((base) => ANSWERS.test(textOf(base.node)))) return fn.name.startsWith('_') ? [] : [{ each: 'request', code: fn }];
    const isTask = fn.decorators.some(({ node }) => TASK.test(textOf(node).split('(', 1)[0]!));
    return isTask || (fn.owner === undefined && INVOKED.test(fn.name) && fn.params.length === 2) ? [{ each: 'message', code: fn }] : [];
  });
  return [...routes.map(({ fn }): Entry<Func> => ({ each: 'request', code: fn })), ...written];
}
