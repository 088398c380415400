import { ts } from 'ts-morph';
import type { Place } from '../../../facts/place.js';
import type { ClientSetting } from '../../../facts/types.js';
import type { Operation, Setting } from '../clients/library.js';
import type { Context } from '../evaluate/context.js';
import { asNumber } from '../evaluate/operators.js';
import { plainText, signature, sourceOf, textOf, type Call, type Value } from '../evaluate/value.js';
import { placeOf } from '../source/module.js';
import { enclosingFunction, returnsOf, walk } from '../source/syntax.js';
import { conditionOf, hookCondition, statusCondition } from './conditions.js';
import { growthOf, hasJitter } from './growth.js';
import { samplingOf } from './sampling.js';
import { deadlineOf, signalLimit } from './signals.js';
import { readValue, type Found } from './source.js';

/** Settings that the arguments of a call give; of several options for one name the first that is written. */
export function readSettings(context: Context, call: Call, specs: readonly Setting[]): ClientSetting[] {
  const found = new Map<string, ClientSetting>();
  for (const spec of specs) {
    if (found.has(spec.name)) continue;
    const read = readValue(context, call, spec.source);
    const value = read ? convert(context, read, spec, call) : hidden(context, call, spec);
    if (value) found.set(spec.name, { name: spec.name, value });
  }
  for (const spec of specs) {
    if (spec.otherwise !== undefined && !found.has(spec.name)) found.set(spec.name, { name: spec.name, value: { value: spec.otherwise, at: placeOf(call.call) } });
  }
  return [...found.values()];
}

/** Options that come from somewhere else may hold the setting: it is unknown, which is not the same as unset. */
function hidden(context: Context, call: Call, { source }: Setting): SettingValue | undefined {
  const node = source.from === 'option' && source.index !== undefined ? call.arguments[source.index] : undefined;
  if (!node || ts.isSpreadElement(node) || !isForeign(context.value(node, call.frame))) return undefined;
  return { unknown: sourceOf(node), at: placeOf(node) };
}

/** Nothing is known of its members: an opaque expression, or a name that no file of the tree declares. */
const isForeign = (value: Value): boolean => value.kind === 'opaque' || (value.kind === 'reference' && value.package === '');

/** Settings that calls on the operation's result make: `request.get(url).timeout(500)`, and by the name that it is given. */
export function chainedSettings(context: Context, use: { readonly operation: Operation; readonly call: Call }): ClientSetting[] {
  const { chained } = use.operation;
  if (!chained) return [];
  return [...chainAfter(use.call.call), ...callsByName(use.call.call)].flatMap(({ name, call }) => {
    const specs = Object.hasOwn(chained, name) ? chained[name] : undefined;
    return specs ? readSettings(context, { call, arguments: call.arguments, frame: use.call.frame }, specs) : [];
  });
}

interface MethodCall {
  readonly name: string;
  readonly call: ts.CallExpression;
}

function chainAfter(start: ts.Node): MethodCall[] {
  const found: MethodCall[] = [];
  for (let node = start; ts.isPropertyAccessExpression(node.parent) && ts.isCallExpression(node.parent.parent); node = node.parent.parent) found.push({ name: node.parent.name.text, call: node.parent.parent });
  return found;
}

/** `const request = http.get(url); request.setTimeout(500)` in the same function. */
function callsByName(made: ts.Node): MethodCall[] {
  const variable = made.parent;
  if (!ts.isVariableDeclaration(variable) || !ts.isIdentifier(variable.name)) return [];
  const { text } = variable.name;
  const found: MethodCall[] = [];
  walk(enclosingFunction(made) ?? made.getSourceFile(), (node) => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && ts.isIdentifier(node.expression.expression) && node.expression.expression.text === text) found.push({ name: node.expression.name.text, call: node });
  });
  return found;
}

type SettingValue = ClientSetting['value'];

/** Undefined when the value is of a form that means another option (`retry: {..}` read as a number). */
function convert(context: Context, found: Found, spec: Setting, call: Call): SettingValue | undefined {
  const at = placeOf(found.at);
  const unknown: SettingValue = { unknown: sourceOf(found.at), at };
  const { value } = found;
  switch (spec.as) {
    case 'signal': return limit(signalLimit(context, found, call), at, unknown);
    case 'deadline': return limit(deadlineOf(context, found.at), at, unknown);
    case 'backoff': return backoffValue(context, found, at);
    case 'jitter': return jitterValue(value, at);
    case 'condition': return conditionOf(value, at);
    case 'hook': return hookCondition(value, at);
    case 'statuses': return statusCondition(context, value, at) ?? unknown;
    case 'sampled-calls': return sampled(samplingOf(context, value)?.calls, at);
    case 'sampled-time': return sampled(samplingOf(context, value)?.window, at);
    case 'present': return { value: true, at };
    case 'not': return value.kind === 'flag' ? { value: !value.value, at } : unknown;
    case 'text': return textValue(value, at) ?? unknown;
    default: return numeric(value, spec, at) ?? (value.kind === 'object' || value.kind === 'merged' ? undefined : unknown);
  }
}

const sampled = (value: number | undefined, at: Place): SettingValue | undefined => (value === undefined ? undefined : { value, at });
const limit = (ms: number | undefined, at: Place, unknown: SettingValue): SettingValue => (ms === undefined ? unknown : { value: ms, at });

function textValue(value: Value, at: Place): SettingValue | undefined {
  if (value.kind === 'number' || value.kind === 'flag') return { value: value.value, at };
  const plain = plainText(value);
  if (plain !== undefined) return { value: plain, at };
  const template = textOf(value);
  return template && { template, at };
}

function numeric(value: Value, spec: Setting, at: Place): SettingValue | undefined {
  if (value.kind === 'nothing') return { value: null, at };
  if (value.kind === 'flag') return value.value ? undefined : { value: spec.as === 'count' ? 0 : null, at };
  if (isInfinite(value)) return { value: null, at };
  const number = asNumber(value);
  if (number === undefined) {
    // Seconds and attempts would have to be computed when the variable is known.
    const template = spec.as === 'limit' || spec.as === 'milliseconds' || spec.as === 'count' ? textOf(value) : undefined;
    return template && { template, at };
  }
  if (spec.as === 'limit') return { value: number > 0 ? number : null, at };
  if (spec.as === 'seconds') return { value: number > 0 ? number * 1000 : null, at };
  return { value: spec.as === 'attempts' ? Math.max(0, number - 1) : number, at };
}

const isInfinite = (value: Value): boolean => value.kind === 'reference' && value.package === '' && /^\.(?:Number\.POSITIVE_)?I(?:nfinity|NFINITY)$/.test(signature(value));

/** A function that only ever gives nothing never tries again. */
function jitterValue(value: Value, at: Place): SettingValue | undefined {
  if (value.kind === 'number') return { value: false, at };
  if (value.kind !== 'function' || returnsOf(value.node).every(({ kind }) => kind === ts.SyntaxKind.NullKeyword || kind === ts.SyntaxKind.FalseKeyword)) return undefined;
  return { value: hasJitter(value.node), at };
}

function backoffValue(context: Context, found: Found, at: Place): SettingValue {
  const { value } = found;
  const plain = plainText(value);
  if (plain !== undefined && ['none', 'fixed', 'exponential'].includes(plain)) return { value: plain, at };
  if (value.kind === 'number') return { value: value.value > 0 ? 'fixed' : 'none', at };
  if (value.kind === 'function') return { value: growthOf(value.node), at };
  if (value.kind === 'reference' && /exponential/i.test(signature(value))) return { value: 'exponential', at };
  if (value.kind === 'reference' && /constant|fixed|linear/i.test(signature(value))) return { value: 'fixed', at };
  if (value.kind === 'object') {
    const type = readValue(context, { call: found.at, arguments: [value.node], frame: value.frame }, { from: 'option', path: 'type' });
    const text = type && plainText(type.value);
    if (text === 'exponential' || text === 'fixed') return { value: text, at };
  }
  return { unknown: sourceOf(found.at), at };
}

