import { ts } from 'ts-morph';
import type { Context } from './context.js';
import { signature, type Frame, type Value } from './value.js';

const GRPC = new Set(['@grpc/grpc-js', 'grpc']);

/**
 * `new CartClient(address, credentials.createInsecure())`: the class is generated and may not even be in the tree, but only a
 * gRPC client takes credentials as its second argument. It is the package's `Client` by another name.
 */
export function generatedClient(context: Context, node: ts.CallExpression | ts.NewExpression, frame: Frame): Value | undefined {
  const second = ts.isNewExpression(node) ? node.arguments?.[1] : undefined;
  if (!second || !/[cC]redentials?\b/.test(second.getText())) return undefined;
  const value = context.value(second, frame);
  if (value.kind !== 'reference' || !GRPC.has(value.package) || !/^\.(?:credentials|ChannelCredentials)\.create\w*\(\)$/.test(signature(value))) return undefined;
  const callee = context.value(node.expression, frame);
  // A client that was loaded from a proto file at run time is already known as such.
  if (callee.kind === 'reference' && GRPC.has(callee.package)) return undefined;
  return { kind: 'reference', package: '@grpc/grpc-js', steps: [{ member: 'Client' }, { call: node, arguments: node.arguments ?? [], frame }] };
}
