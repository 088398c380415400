import { textOf } from '../source/index.js';
import type { Entry } from '../source/constructions.js';
import { namesOf, optionsOf, type Flow, type Func, type Route } from '../source/flow/index.js';

const REQUEST = /^\*?(?:http\.Request|gin\.Context|echo\.Context|fiber\.Ctx|fasthttp\.RequestCtx)$/;
/** `(ctx context.Context, in *pb.GetCartRequest)`: a method of a gRPC server. */
const CONTEXT = /^context\.Context$/;
const MESSAGE = /^\*\w+\.\w*Request$/;

/** Functions that run for each request or invocation: registered ones, and those that are handed a request. */
export function entries(flow: Flow, routes: readonly Route[]): readonly Entry<Func>[] {
  const handed = flow.model.functions.filter((fn) => {
    const types = fn.params.map(({ type }) => (type ? textOf(type.node) : ''));
    return types.some((type) => REQUEST.test(type)) || (fn.owner !== undefined && CONTEXT.test(types[0] ?? '') && MESSAGE.test(types[1] ?? ''));
  });
  const invoked = flow.model.calls.filter((call) => namesOf(flow, call, undefined).some(({ name }) => name === 'github.com/aws/aws-lambda-go/lambda.Start')).flatMap(({ args }) => args.flatMap(({ value }) => optionsOf(flow.value(value, undefined)).flatMap((one) => (one.is === 'function' ? [one.fn] : []))));
  return [...routes.map(({ fn }) => fn), ...handed].map((code): Entry<Func> => ({ each: 'request', code })).concat(invoked.map((code) => ({ each: 'message', code })));
}
