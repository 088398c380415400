import { ts } from 'ts-morph';
import type { Template } from '../../../facts/template.js';
import type { Library, Setting, Source } from '../clients/library.js';
import type { Context } from '../evaluate/context.js';
import { newFrame, type Call, type Frame, type Value } from '../evaluate/value.js';
import { enclosingClass, enclosingFunction, type FunctionNode } from '../source/syntax.js';
import { constructorOf } from '../evaluate/members.js';
import { moduleOf } from '../source/module.js';
import { readSettings } from './settings.js';
import { readAddresses, readMembers } from './source.js';

/** Where an instance or a call leads, and the node that says so. */
export interface Address {
  readonly targets: readonly Template[];
  readonly at: ts.Node;
  /** The call with the frame in which its other arguments are read. */
  readonly call: Call;
  /** Equal for addresses that are one client: where it leads, what is set, which file asks for it. */
  readonly key: string;
  /** The place in which the variant is chosen, when it is not the call itself: where a wrapper is used. */
  readonly chosenAt: ts.Node | undefined;
}

/** The different addresses of one client; where they depend on parameters, those that the callers pass. */
export const addressVariants = (context: Context, library: Library, calls: readonly Call[]): readonly Address[] => distinct(calls.flatMap((call) => addressesOf(context, library, call)));

function addressesOf(context: Context, library: Library, call: Call): readonly Address[] {
  const members = library.members ? readMembers(context, call, library.members).map(({ target, at }) => ({ ...addressAt(context, { targets: [target], at }, call, library.settings), chosenAt: at })) : [];
  const own = variantsOf(context, call, library.target ?? [], library.settings);
  return members.length > 0 && !own.some((a) => a.targets.length > 0) ? members : [...own, ...members];
}

export function variantsOf(context: Context, call: Call, sources: readonly Source[], options: readonly Setting[] = []): readonly Address[] {
  const own = addressIn(context, call, sources, options);
  if (own.targets.some(isResolved) || own.targets.length === 0 && sources.length === 0) return [own];
  const passed = callerFrames(context, call.call).map((frame) => addressIn(context, { ...call, frame }, sources, options)).filter((a) => a.targets.some(isResolved));
  return passed.length > 0 ? passed : [own];
}

function addressIn(context: Context, call: Call, sources: readonly Source[], options: readonly Setting[]): Address {
  return addressAt(context, readAddresses(context, call, sources), call, options);
}

function addressAt(context: Context, found: ReturnType<typeof readAddresses>, call: Call, options: readonly Setting[] = []): Address {
  const targets = found?.targets ?? [];
  const chosenAt = call.frame.site;
  const set = readSettings(context, call, options).map(({ name, value }) => [name, 'value' in value ? value.value : 'template' in value ? value.template : value.unknown]);
  return { targets, at: found?.at ?? call.call, call, key: JSON.stringify([targets, set, chosenAt && moduleOf(chosenAt)]), chosenAt };
}

/** No hole where the host stands. */
export function isResolved(template: Template): boolean {
  const [first, second] = template;
  if (!first) return false;
  if ('unknown' in first) return false;
  return !('text' in first && /:\/\/$/.test(first.text) && second && 'unknown' in second);
}

/** Frames with what each caller passes to the function around a node, and to the constructor of its class. */
function callerFrames(context: Context, node: ts.Node): Frame[] {
  const around = enclosingFunction(node);
  const owner = enclosingClass(node);
  const constructor = owner && constructorOf(owner);
  const functions = [around, constructor === around ? undefined : constructor].filter((f): f is FunctionNode => f !== undefined && f.parameters.length > 0);
  return functions.flatMap((fn) => (context.callsOf(fn) ?? []).map((call) => callerFrame(context, fn, call)));
}

/** What one caller passes to a function. */
export function callerFrame(context: Context, fn: FunctionNode, call: ts.CallExpression | ts.NewExpression): Frame {
  if (ts.isNewExpression(call)) {
    const made = context.value(call, context.root);
    if (made.kind === 'instance') return { ...made.frame, self: made, site: call, memo: new Map() };
  }
  const values = new Map<ts.Node, Value>();
  fn.parameters.forEach((parameter, i) => {
    const argument = call.arguments?.[i];
    if (argument && !ts.isSpreadElement(argument)) values.set(parameter, context.value(argument, context.root));
  });
  const owner = enclosingClass(fn);
  const frame: Frame = { ...newFrame(undefined, values), site: call };
  // `super(..)`: the fields that the base class sets are those of this call.
  return ts.isConstructorDeclaration(fn) && owner ? { ...frame, self: { kind: 'instance', class: owner, frame } } : frame;
}

function distinct(addresses: readonly Address[]): readonly Address[] {
  const resolved = addresses.filter((a) => a.targets.some(isResolved));
  const byTarget = new Map((resolved.length > 0 ? resolved : addresses).map((a) => [a.key, a] as const).reverse());
  return [...byTarget.values()].reverse();
}
