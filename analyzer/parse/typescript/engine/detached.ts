import { ts } from 'ts-morph';
import type { Use } from './collect.js';
import { enclosingFunction, isFunctionNode, type FunctionNode } from '../source/syntax.js';

/** Where a call leaves behind what its function was given to tell that nobody waits any more: an `AbortSignal`, the call of a gRPC server. */
export function detachedAt({ library: { id, protocol }, call: { call } }: Pick<Use, 'library' | 'call'>): ts.Node | undefined {
  if (!ts.isCallExpression(call) || isNotAwaited(call)) return undefined;
  const tells = protocol === 'grpc' && id === 'grpc-js' ? isGrpcHandler : SIGNALS.has(id) ? hasSignal : undefined;
  return tells && hasAround(call, tells) && !call.arguments.some(mayCarry) ? call : undefined;
}

/** Clients that take a signal among the options of a call. */
const SIGNALS: ReadonlySet<string> = new Set(['node-fetch-global', 'node-fetch', 'axios', 'got', 'ky', 'undici', 'nestjs-axios']);

function hasAround(node: ts.Node, tells: (fn: FunctionNode) => boolean): boolean {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) if (tells(fn)) return true;
  return false;
}

const hasSignal = ({ parameters }: FunctionNode): boolean =>
  parameters.some(({ name, type }) => (type ? type.getText() === 'AbortSignal' : ts.isIdentifier(name) && /^(?:abortS|s)ignal$/.test(name.text)));

const SERVER_CALLS = /^(?:\w+\.)?Server(?:Unary|Readable|Writable|Duplex)(?:Call|Stream)\b/;

/** `(call: ServerUnaryCall<..>, callback)`, or in JavaScript `(call, callback)` that reads `call.request`. */
function isGrpcHandler(fn: FunctionNode): boolean {
  const [first, second] = fn.parameters;
  if (!first || !ts.isIdentifier(first.name) || !fn.body) return false;
  if (first.type) return SERVER_CALLS.test(first.type.getText());
  return second !== undefined && ts.isIdentifier(second.name) && /^(?:callback|cb|done)$/.test(second.name.text) && new RegExp(`\\b${first.name.text}\\.request\\b`).test(fn.body.getText());
}

/** Options that hold the end of the call, or that somebody else made: those may hold it. */
function mayCarry(argument: ts.Expression, index: number): boolean {
  if (isFunctionNode(argument)) return false;
  if (ts.isObjectLiteralExpression(argument)) return argument.properties.some((property) => ts.isSpreadAssignment(property) || (property.name && /^(?:parent|deadline|signal|cancelToken|timeout)$/.test(property.name.getText())));
  if (ts.isSpreadElement(argument)) return true;
  return index > 0 && !(ts.isIdentifier(argument) && /^(?:callback|cb|done|next|meta|metadata|body|data|payload)$/i.test(argument.text)) && !ts.isStringLiteralLike(argument) && !ts.isNewExpression(argument);
}

/** `void fetch(..)`: it is meant to go on. */
const isNotAwaited = (call: ts.Node): boolean => ts.isVoidExpression(call.parent) || (ts.isPropertyAccessExpression(call.parent) && ts.isCallExpression(call.parent.parent) && isNotAwaited(call.parent.parent));
