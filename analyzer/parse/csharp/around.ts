import type { ClientSetting } from '../../facts/types.js';
import { breakerPosition } from '../source/breaker-position.js';
import { placeOf, textOf, type SourceNode } from '../source/index.js';
import { callAt, isInside, readSettings, type Program, type Site } from '../source/program/index.js';
import { policies } from './clients/http.js';
import { statusCheck } from './conditions.js';
import { abandoned } from './waits.js';

/** What stands around a call of C# and limits or repeats it: a policy or pipeline that executes it, a token that ends it. */
export const settingsAround = (program: Program, site: Site): ClientSetting[] => [...executed(program, site), ...deadlineOf(program, site), ...statusCheck(program, site), ...abandoned(program, site)];

/** `policy.ExecuteAsync(() => http.GetAsync(x))`, where the policy is made in place or elsewhere. */
function executed(program: Program, { node, module }: Site): ClientSetting[] {
  for (let up = node.parent; up; up = up.parent) {
    const call = callAt(program, up);
    if (call?.kind !== 'call' || !call.receiver || !/^Execute(?:Async|Outcome\w*|AndCapture\w*)?$/.test(call.name) || !call.arguments.some(({ value }) => isInside(node, value))) continue;
    const made = program.values.origin(call.receiver, module);
    return made ? wrapped(program, made) ?? [...settingsOf(program, made), ...orderOf(made.node)] : [];
  }
  return [];
}

const settingsOf = (program: Program, { node, module }: Site): ClientSetting[] => readSettings(program, { node: startOf(program, node), module }, policies);

/** `retry.WrapAsync(breaker)`, `Policy.WrapAsync(retry, breaker)`: the first is the outermost. https://github.com/App-vNext/Polly/wiki/PolicyWrap */
function wrapped(program: Program, { node, module }: Site): ClientSetting[] | undefined {
  const call = callAt(program, node);
  if (call?.kind !== 'call' || !/^Wrap(?:Async)?$/.test(call.name)) return undefined;
  const outer = call.receiver && !/^(?:Polly\.)?Policy\b/.test(textOf(call.receiver)) ? [call.receiver] : [];
  const layers = [...outer, ...call.arguments.map(({ value }) => value)].map((policy) => {
    const made = program.values.origin(policy, module);
    return made ? (wrapped(program, made) ?? settingsOf(program, made)) : [];
  }).reverse();
  return [...layers.flat(), ...breakerPosition(layers)];
}

/** The first strategy of a pipeline is the outermost, as is the first policy of a wrap. https://www.pollydocs.org/pipelines/ */
function orderOf(pipeline: SourceNode): ClientSetting[] {
  const text = textOf(pipeline);
  const [retry, breaker] = [text.indexOf('.AddRetry('), text.indexOf('.AddCircuitBreaker(')];
  return retry === -1 || breaker === -1 ? [] : [{ name: 'breakerPosition', value: { value: retry < breaker ? 'inside-retry' : 'around-retry', at: placeOf(pipeline) } }];
}

/** Where a chain of calls begins. */
function startOf(program: Program, node: SourceNode): SourceNode {
  let start = node;
  for (let call = callAt(program, start); call?.kind === 'call' && call.receiver; call = callAt(program, start)) start = call.receiver;
  return start;
}

/** `source.Token` of `new CancellationTokenSource(limit)`. */
function deadlineOf(program: Program, { node, module }: Site): ClientSetting[] {
  for (const { value } of callAt(program, node)?.arguments ?? []) {
    const limit = ofToken(program, value, { node, module });
    if (limit !== undefined) return [{ name: 'timeoutOnCall', value: { value: limit, at: placeOf(value) } }];
  }
  return [];
}

function ofToken(program: Program, value: SourceNode, { module }: Site): number | undefined {
  const expression = program.dialect.read(value);
  const from = expression.kind === 'member' && expression.name === 'Token' ? program.values.origin(expression.object, module) : undefined;
  const made = from && callAt(program, from.node);
  const limit = made?.kind === 'new' && /(?:^|\.)CancellationTokenSource$/.test(made.type) ? made.arguments[0]?.value : undefined;
  return limit && (program.values.milliseconds(limit, from!.module) ?? program.values.number(limit, from!.module));
}
