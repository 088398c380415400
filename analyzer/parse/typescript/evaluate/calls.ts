import { ts } from 'ts-morph';
import { returnsOf } from '../source/syntax.js';
import type { Context } from './context.js';
import { readEnvironment } from './environment.js';
import { generatedClient } from './generated.js';
import { builtIn, textMethod } from './built-in.js';
import { constructorOf } from './members.js';
import { moduleMember } from './names.js';
import { GLOBAL_CALLS, called, isKnown, newFrame, opaque, signature, textOf, type Frame, type FunctionValue, type Value } from './value.js';

/** Calls inside calls are followed this far: enough for configuration helpers, little enough for recursion. */
const MAX_CALLS = 8;

/** What a call or `new` gives. */
export function callValue(context: Context, node: ts.CallExpression | ts.NewExpression, frame: Frame): Value {
  if (isRequire(node)) return moduleMember(context, node.getSourceFile().fileName, node.arguments[0].text, '*');
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return dynamicImport(context, node);
  const method = textMethod(context, node, frame);
  if (method) return method;
  const generated = generatedClient(context, node, frame);
  if (generated) return generated;
  const callee = context.value(node.expression, frame);
  const given = node.arguments ?? [];
  if (callee.kind === 'function') return applyFunction(context, callee, given, frame, node);
  if (callee.kind === 'class') return { kind: 'instance', class: callee.node, frame: bind(context, constructorOf(callee.node)?.parameters ?? [], given, frame, undefined, node) };
  if (callee.kind !== 'reference') return opaque(node);
  return builtIn(context, callee, node, frame) ?? external(context, callee, node, frame);
}

function external(context: Context, callee: Extract<Value, { kind: 'reference' }>, node: ts.CallExpression | ts.NewExpression, frame: Frame): Value {
  if (callee.package === '' && !GLOBAL_CALLS.has(signature(callee))) return opaque(node);
  const reference = called(callee, { call: node, arguments: node.arguments ?? [], frame });
  return readEnvironment(context, reference, node) ?? reference;
}

type Require = ts.CallExpression & { readonly arguments: readonly [ts.StringLiteralLike] };

const isRequire = (node: ts.Node): node is Require =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require' && node.arguments.length === 1 && ts.isStringLiteralLike(node.arguments[0]!);

function dynamicImport(context: Context, node: ts.CallExpression | ts.NewExpression): Value {
  const specifier = node.arguments?.[0];
  return specifier && ts.isStringLiteralLike(specifier) ? moduleMember(context, node.getSourceFile().fileName, specifier.text, '*') : opaque(node);
}

/** The value that a function of the tree returns for these arguments. */
export function applyFunction(context: Context, fn: FunctionValue, given: readonly ts.Expression[], frame: Frame, at: ts.Node): Value {
  if (frame.depth >= MAX_CALLS || fn.node.asteriskToken !== undefined) return opaque(at);
  return returned(context, fn, bind(context, fn.node.parameters, given, frame, fn.frame, at), at);
}

/** What a container gets from a factory: the parameters are not passed by code but injected by their types. */
export const factoryResult = (context: Context, fn: FunctionValue, at: ts.Node): Value => returned(context, fn, newFrame(fn.frame, new Map()), at);

function returned(context: Context, fn: FunctionValue, inner: Frame, at: ts.Node): Value {
  const results = returnsOf(fn.node).map((e) => context.value(e, inner)).filter(isKnown);
  const reference = results.find((v) => v.kind === 'reference');
  if (reference) return reference;
  const [first, ...others] = results;
  if (!first) return opaque(at);
  if (others.length === 0) return first;
  // Several returns: the same text, or objects of which the last is the rule and the earlier are exceptions.
  const texts = results.map((v) => JSON.stringify(textOf(v) ?? null));
  return texts.every((t) => t === texts[0] && t !== 'null') ? first : opaque(at);
}

/** A frame in which the parameters hold the arguments; parameters without argument are explicitly nothing. */
function bind(context: Context, parameters: readonly ts.ParameterDeclaration[], given: readonly ts.Expression[], frame: Frame, closure: Frame | undefined, at: ts.Node): Frame {
  if (parameters.length === 0 && (closure === undefined || closure.depth === 0)) return { ...newFrame(closure, new Map()), depth: frame.depth + 1 };
  const spread = given.findIndex(ts.isSpreadElement);
  const values = new Map<ts.Node, Value>();
  parameters.forEach((parameter, i) => {
    if (spread !== -1 && i >= spread) return;
    const argument = given[i];
    if (parameter.dotDotDotToken) values.set(parameter, { kind: 'list', elements: given.slice(i), frame });
    else values.set(parameter, argument ? context.value(argument, frame) : { kind: 'nothing' });
  });
  return { ...newFrame(closure, values), depth: frame.depth + 1, site: parameters.length > 0 ? at : frame.site };
}
