import type { SourceNode } from '../source/index.js';
import { functionOf, namedArgument, type Flow, type Use } from '../source/flow/index.js';

/**
 * Where a method of a gRPC server calls on without any timeout, although its `context` says how much time is left. The library
 * passes neither the deadline nor the end of a call on by itself.
 */
export function detachedAt(flow: Flow, { library, call, expression, frame }: Use): SourceNode | undefined {
  if (library.id !== 'grpcio' || expression.is !== 'call' || call.makes !== undefined || call.lifecycle) return undefined;
  const params = functionOf(expression.scope)?.params.map(({ name }) => name);
  const inMethod = params?.length === 2 && params[0] === 'request' && params[1] === 'context';
  const limited = namedArgument(flow, expression, 'timeout', frame) !== undefined || expression.args.length > 1 || expression.args.some(({ spread }) => spread !== undefined);
  return inMethod && !limited ? expression.node : undefined;
}
