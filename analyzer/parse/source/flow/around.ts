import type { ClientSetting } from '../../../facts/types.js';
import { breakerPosition } from '../breaker-position.js';
import { placeOf, type SourceNode } from '../node.js';
import { pausesOf } from '../pause.js';
import { callsIn } from './call-sites.js';
import { namesOf } from './calls.js';
import type { Flow } from './evaluate.js';
import { functionOf, type Around, type Call, type Func, type ObjectLiteral } from './model.js';
import { readSettings } from './settings.js';
import type { Site } from './sources.js';
import { optionsOf, type Frame } from './value.js';
import type { SettingSource } from '../library.js';

/** A function or decorator that calls again, limits or breaks what it is given. */
export interface Wrapper {
  /** Qualified names. */
  readonly match: readonly string[];
  readonly settings: readonly SettingSource[];
  /** A name by which code says that a failure need not be repeated: a file that has it decides for itself. */
  readonly escape?: string;
}

/** What stands around a call on the way to it, innermost first: loops that try again, decorators, wrappers it is handed to. */
export function settingsAround(flow: Flow, site: Site, wrappers: readonly Wrapper[]): ClientSetting[] {
  const layers: ClientSetting[][] = [];
  for (const { call, fn, frame } of wayOut(site)) {
    for (const around of call.is === 'call' ? call.around : []) if (around.kind === 'attempts') layers.push(attemptsOf(flow, around, frame));
    if (call.is === 'call') layers.push(...enclosing(flow, call, frame, wrappers).reverse());
    for (const decorator of [...decoratorsOf(fn)].reverse()) layers.push(decorated(flow, decorator, wrappers));
  }
  return [...layers.flat(), ...breakerPosition(layers)];
}

/** What decorates a function; of a lambda, which is run where it stands, the function around it. */
const decoratorsOf = (fn: Func | undefined): Func['decorators'] => (fn?.node.type === 'lambda' ? decoratorsOf(fn.scope.parent?.fn) : (fn?.decorators ?? []));

/** The call itself, the call of the function it stands in, and so on. */
function* wayOut(site: Site): Generator<{ readonly call: Call | ObjectLiteral; readonly fn: Func | undefined; readonly frame: Frame | undefined }> {
  let call: Call | ObjectLiteral | undefined = site.expression;
  let frame = site.frame;
  for (let i = 0; call && i < 6; i++) {
    const fn = functionOf(call.scope);
    yield { call, fn, frame };
    call = frame?.fn === fn ? frame?.call : undefined;
    frame = frame?.caller;
  }
}

function attemptsOf(flow: Flow, { count, repeats, loop }: Extract<Around, { kind: 'attempts' }>, frame: Frame | undefined): ClientSetting[] {
  const value = count && count !== 'endless' ? flow.value(count, frame) : undefined;
  const at = placeOf(count && count !== 'endless' ? count.node : loop);
  const condition: ClientSetting = { name: 'retryCondition', value: repeats === undefined ? { unknown: 'a handler', at } : { value: repeats, at } };
  const others = [...pausesOf(loop), condition];
  if (count === 'endless') return [{ name: 'retriesOnCall', value: { value: null, at } }, ...others];
  if (value?.is === 'number') return value.value > 1 ? [{ name: 'retriesOnCall', value: { value: value.value - 1, at } }, ...others] : [];
  return [{ name: 'retriesOnCall', value: { unknown: 'attempts', at } }, ...others];
}

function decorated(flow: Flow, decorator: Parameters<Flow['value']>[0], wrappers: readonly Wrapper[]): ClientSetting[] {
  const names = decorator.is === 'call' ? namesOf(flow, decorator, undefined).map((n) => n.name) : optionsOf(flow.value(decorator, undefined)).map((v) => (v.is === 'reference' ? v.path : v.is === 'made' ? v.type : ''));
  const wrapper = wrappers.find((w) => w.match.some((m) => names.includes(m)));
  if (!wrapper) return [];
  const expression: Call = decorator.is === 'call' ? decorator : { is: 'call', node: decorator.node, callee: decorator, args: [], scope: undefined as never, around: [] };
  return settingsOf(flow, { expression, frame: undefined }, wrapper);
}

/** The calls whose arguments the call stands among, outermost first. */
function enclosing(flow: Flow, call: Call, frame: Frame | undefined, wrappers: readonly Wrapper[]): ClientSetting[][] {
  const outer = callsIn(flow.model, call.node.source.file).filter((o) => o !== call && o.node.start <= call.node.start && call.node.end <= o.node.end && o.args.some((a) => a.value.node.start <= call.node.start && call.node.end <= a.value.node.end));
  return [...outer].sort((a, b) => a.node.start - b.node.start).map((o) => {
    const names = namesOf(flow, o, frame).map((n) => n.name);
    const wrapper = wrappers.find((w) => w.match.some((m) => names.includes(m)));
    return wrapper ? settingsOf(flow, { expression: o, frame }, wrapper) : [];
  });
}

function settingsOf(flow: Flow, site: Site, { settings, escape }: Wrapper): ClientSetting[] {
  const { node } = site.expression;
  const found = readSettings(flow, site, settings);
  return escape === undefined || !node.source.text.includes(escape) ? found : found.map((one) => (one.name === 'retryCondition' ? { ...one, value: { unknown: escape, at: placeOf(node) } } : one));
}

/** The place that answers a failure of the call with something else, in its function or in one that calls it. */
export function softAt(site: Site): SourceNode | undefined {
  for (const { call } of wayOut(site)) {
    const fallback = call.is === 'call' ? call.around.find((a) => a.kind === 'fallback') : undefined;
    if (fallback) return fallback.at;
  }
  return undefined;
}
