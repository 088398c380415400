import { ts } from 'ts-morph';
import type { ClientSetting } from '../../../facts/types.js';
import { pathPattern } from '../clients/pattern.js';
import { wrappers, type Wrapper } from '../clients/resilience.js';
import type { Context } from '../evaluate/context.js';
import { signature, type Call, type Frame, type Reference } from '../evaluate/value.js';
import { placeOf } from '../source/module.js';
import { lookup } from '../source/scope.js';
import { isFunctionNode, walk } from '../source/syntax.js';
import { retryLoop } from './loops.js';
import { retryByRecursion } from './recursion.js';
import { mergeSettings } from './merge.js';
import { breakerPosition } from '../../source/breaker-position.js';
import { firedIn } from './order.js';
import { readSettings } from './settings.js';
import { callerFrame } from './variants.js';
import { raceLimit } from './race.js';

/** Helpers that hand their function to helpers are followed this far. */
const MAX_HELPERS = 3;

/** What stands around a call and changes how it fails: retry wrappers and loops, races against a timer. The innermost wins. */
export function surroundings(context: Context, node: ts.Node, frame: Frame = context.root, depth = 0): ClientSetting[] {
  const layers = layersAround(context, node, frame, depth);
  return mergeSettings(...layers, breakerPosition(layers));
}

/** The same, what each wrapper, loop or race sets by itself, innermost first. */
export function layersAround(context: Context, node: ts.Node, frame: Frame = context.root, depth = 0): readonly ClientSetting[][] {
  const found: ClientSetting[][] = [];
  let named = 0;
  for (let child = node, up = node.parent; up && named < 2; child = up, up = up.parent) {
    if (ts.isCallExpression(up) || ts.isNewExpression(up)) found.push(wrapperSettings(context, up, child, frame), helperSettings(context, up, child, depth), raceLimit(context, up, child), [...fired(context, up, depth)]);
    else if (ts.isIterationStatement(up, false)) found.push(retryLoop(context, up, node, frame));
    else if (isFunctionNode(up)) {
      found.push(...passedElsewhere(context, up, depth), retryByRecursion(context, up, node));
      if (!ts.isArrowFunction(up) && !ts.isFunctionExpression(up)) named = 2;
    }
  }
  return found;
}

/** A function that is handed to a wrapper by its name: `new CircuitBreaker(fetchCart, options)`. */
function passedElsewhere(context: Context, fn: ts.Node, depth: number): ClientSetting[][] {
  const name = ts.isFunctionDeclaration(fn) ? fn.name : ts.isVariableDeclaration(fn.parent) && ts.isIdentifier(fn.parent.name) ? fn.parent.name : undefined;
  if (!name) return [];
  const found: ClientSetting[][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name.text && node !== name && (ts.isCallExpression(node.parent) || ts.isNewExpression(node.parent)) && node.parent.expression !== node) {
      found.push(wrapperSettings(context, node.parent, node, context.root), [...fired(context, node.parent, depth)]);
    }
    ts.forEachChild(node, visit);
  };
  visit(fn.getSourceFile());
  return found;
}

function wrapperSettings(context: Context, call: ts.CallExpression | ts.NewExpression, inner: ts.Node, frame: Frame): ClientSetting[] {
  const index = call.arguments?.findIndex((argument) => argument === inner) ?? -1;
  if (index === -1) return [];
  const value = context.value(call, frame);
  const last = value.kind === 'reference' ? value.steps.at(-1) : undefined;
  if (value.kind !== 'reference' || !last || !('call' in last) || last.call !== call) return [];
  const wrapper = wrappers.find((w) => w.packages.includes(value.package) && w.action === index && pathPattern(w.path).test(signature(value)));
  return wrapper ? mergeSettings(escapes(wrapper, last.arguments[index]), readSettings(context, last, wrapper.settings), policySettings(context, wrapper, value)) : [];
}

/** An action that may end the attempts itself decides what is repeated, whatever the options say. */
function escapes({ escape }: Wrapper, action: ts.Expression | undefined): ClientSetting[] {
  if (escape === undefined || !action) return [];
  const mayEnd = escape === 'argument' ? !isFunctionNode(action) || action.parameters.length > 0 : action.getSourceFile().text.includes(escape);
  return mayEnd ? [{ name: 'retryCondition', value: { unknown: escape, at: placeOf(action) } }] : [];
}

/** A breaker is called elsewhere than it is made, and what stands around that stands around what it runs. */
const fired = (context: Context, made: ts.Node, depth: number): readonly ClientSetting[] => (ts.isNewExpression(made) && depth < MAX_HELPERS ? firedIn(made, (node) => mergeSettings(...layersAround(context, node, context.root, depth + 1))) : []);

/** A helper of the tree that runs what it is given: what stands around that inside the helper stands around the call. */
function helperSettings(context: Context, call: ts.CallExpression | ts.NewExpression, inner: ts.Node, depth: number): ClientSetting[] {
  const index = call.arguments?.findIndex((argument) => argument === inner) ?? -1;
  if (index === -1 || depth >= MAX_HELPERS || !isFunctionNode(inner)) return [];
  const helper = context.value(call.expression, context.root);
  const parameter = helper.kind === 'function' ? helper.node.parameters[index] : undefined;
  if (helper.kind !== 'function' || !helper.node.body || !parameter || !ts.isIdentifier(parameter.name)) return [];
  const { text } = parameter.name;
  const frame = callerFrame(context, helper.node, call);
  const found: ClientSetting[][] = [];
  walk(helper.node.body, (node) => {
    if (!ts.isIdentifier(node) || node.text !== text || !ts.isCallExpression(node.parent) || lookup(text, node) !== parameter) return;
    found.push(surroundings(context, node.parent.expression === node ? node.parent : node, frame, depth + 1));
  });
  return mergeSettings(...found);
}

/** Policies of the chain that is executed, and those that `wrap(a, b)` combines. */
function policySettings(context: Context, wrapper: Wrapper, reference: Reference): ClientSetting[] {
  if (!wrapper.policies) return [];
  const own: ClientSetting[][] = [];
  reference.steps.forEach((step, i) => {
    if (!('call' in step)) return;
    const path = signature(reference, i + 1);
    const policy = wrapper.policies?.find((p) => pathPattern(p.path).test(path));
    if (policy) own.push(readSettings(context, step, policy.settings));
    if (path === '.wrap()') own.push(...combined(context, wrapper, step));
  });
  return mergeSettings(...own, breakerPosition([...own].reverse()));
}

/** What `wrap(a, b)` combines, the outermost first. */
const combined = (context: Context, wrapper: Wrapper, call: Call): ClientSetting[][] =>
  call.arguments.map((argument) => {
    const value = context.value(argument, call.frame);
    return value.kind === 'reference' && value.package === 'cockatiel' ? policySettings(context, wrapper, value) : [];
  });
