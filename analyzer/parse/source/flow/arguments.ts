import { declared, type Flow } from './evaluate.js';
import { callSitesOf } from './call-sites.js';
import type { Call, Func, ObjectLiteral, Parameter } from './model.js';
import { choose, optionsOf, type Frame, type Thunk, type Value } from './value.js';

/** More calls than this show a helper of everything, whose parameters say nothing. */
const MAX_SITES = 24;

/** What a parameter holds: in a frame its argument, else what any call gives. */
export function argumentValue(flow: Flow, fn: Func, parameter: Parameter, frame: Frame | undefined): Value {
  const typed = (): Value => (parameter.type ? declared(flow, parameter.type) : { is: 'unknown', shown: parameter.name });
  if (parameter.name === fn.self && fn.owner) return frame?.self ?? { is: 'instance', type: fn.owner, origin: undefined, frame: undefined };
  if (frame?.call) {
    const given = argumentOf(flow, fn, parameter, frame.call, frame.caller);
    return given ? choose([given, typed()], parameter.name) : typed();
  }
  const sites = callSitesOf(flow, fn);
  if (sites.length > MAX_SITES) return typed();
  const found = sites.flatMap((site) => argumentOf(flow, fn, parameter, site, undefined) ?? []);
  if (sites.length === 0 && parameter.otherwise) found.push(flow.value(parameter.otherwise, undefined));
  return choose([...found, typed()], parameter.name);
}

function argumentOf(flow: Flow, fn: Func, parameter: Parameter, call: Call, caller: Frame | undefined): Value | undefined {
  if (parameter.rest === 'named') return { is: 'object', literal: remaining(fn, call), frame: caller };
  if (parameter.rest === 'list') return { is: 'list', items: call.args.filter((a) => a.name === undefined).slice(parameter.index).map(({ value }) => ({ expression: value, frame: caller })) };
  const found = namedArgument(flow, call, parameter.name, caller) ?? positional(flow, call, parameter.index, caller);
  if (found) return flow.value(found.expression, found.frame);
  return parameter.otherwise && flow.value(parameter.otherwise, undefined);
}

/** Named arguments that are no parameters of their own. */
function remaining(fn: Func, call: Call): ObjectLiteral {
  const own = new Set(fn.params.filter((p) => !p.rest).map((p) => p.name));
  const entries = call.args.filter((a) => (a.name !== undefined && !own.has(a.name)) || a.spread === 'named').map((a) => ({ key: a.name, value: a.value }));
  return { is: 'object', node: call.node, entries, scope: call.scope };
}

/** An argument by its name, also from spread options. */
export function namedArgument(flow: Flow, call: Call, name: string, frame: Frame | undefined): Thunk | undefined {
  const own = call.args.find((a) => a.name === name);
  if (own) return { expression: own.value, frame };
  for (const spread of call.args.filter((a) => a.spread === 'named')) {
    for (const option of optionsOf(flow.value(spread.value, frame))) {
      const found = option.is === 'object' ? entryOf(flow, option.literal, name, option.frame) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

/** Objects that are spread into objects; one that is spread into itself has no end. */
const MAX_SPREADS = 5;

/** An entry of an object; an entry without a key spreads another object into it. */
export function entryOf(flow: Flow, literal: ObjectLiteral, key: string, frame: Frame | undefined, spreads = 0): Thunk | undefined {
  const own = literal.entries.findLast((e) => e.key === key);
  if (own) return { expression: own.value, frame };
  if (spreads >= MAX_SPREADS) return undefined;
  for (const { value } of literal.entries.filter((e) => e.key === undefined)) {
    for (const option of optionsOf(flow.value(value, frame))) {
      const found = option.is === 'object' ? entryOf(flow, option.literal, key, option.frame, spreads + 1) : undefined;
      if (found) return found;
    }
  }
  return assignedLater(flow, literal, key);
}

/** `options["key"] = value`, after the object was written. */
function assignedLater(flow: Flow, literal: ObjectLiteral, key: string): Thunk | undefined {
  const later = (flow.fields.assigned.get(key) ?? []).find(({ of }) => of.is === 'name' && optionsOf(flow.value(of, undefined)).some((value) => value.is === 'object' && value.literal === literal));
  return later && { expression: later.value, frame: undefined };
}

/** An argument by its position, also from a spread list. */
export function positional(flow: Flow, call: Call, index: number, frame: Frame | undefined): Thunk | undefined {
  const unnamed = call.args.filter((a) => a.name === undefined && a.spread !== 'named');
  const spreadAt = unnamed.findIndex((a) => a.spread === 'list');
  if (spreadAt < 0 || index < spreadAt) return unnamed[index] && { expression: unnamed[index].value, frame };
  const list = flow.value(unnamed[spreadAt]!.value, frame);
  return list.is === 'list' ? list.items[index - spreadAt] : undefined;
}
