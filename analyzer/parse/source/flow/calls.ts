import type { Flow } from './evaluate.js';
import { declared, unknownOf } from './evaluate.js';
import { positional } from './arguments.js';
import type { Match } from '../match.js';
import type { Call, ObjectLiteral } from './model.js';
import { choose, optionsOf, type Frame, type Made, type Value } from './value.js';

/** A call as the table of libraries names it, with the instance that it is called on. */
export interface Named {
  readonly name: string;
  readonly receiver: Made | undefined;
}

export function callValue(flow: Flow, call: Call, frame: Frame | undefined): Value {
  const { callee } = call;
  if (callee.is === 'member') {
    const receivers = optionsOf(flow.value(callee.of, frame));
    const found = receivers.flatMap((receiver): Value[] => {
      if (receiver.is === 'made') return [flow.language.method(receiver, callee.name, call, frame, flow) ?? madeBy(flow, call, frame, receiver, callee.name)];
      const plain = flow.language.method(receiver, callee.name, call, frame, flow);
      return plain ? [plain] : [];
    });
    if (found.length > 0) return choose(found);
  }
  return choose(optionsOf(flow.value(callee, frame)).map((value) => resultOf(flow, call, frame, value)), unknownOf(call).is === 'unknown' ? (unknownOf(call) as { shown: string }).shown : '');
}

function resultOf(flow: Flow, call: Call, frame: Frame | undefined, callee: Value): Value {
  switch (callee.is) {
    case 'function': {
      const inner = flow.frames.enter(callee.fn, call, frame, callee.self, callee.lexical);
      const results = inner ? callee.fn.returns.map((e) => flow.value(e, inner)) : [];
      return choose([...results, ...(callee.fn.resultType ? [declared(flow, callee.fn.resultType)] : [])]);
    }
    case 'class': return { is: 'instance', type: callee.type, origin: call, frame };
    case 'reference': return flow.language.builtin(callee.path, call, frame, flow) ?? makes(flow, call, frame, { name: callee.path, receiver: undefined });
    case 'made': return flow.language.method(callee, '()', call, frame, flow) ?? makes(flow, call, frame, { name: callee.type, receiver: callee.base });
    default: return unknownOf(call);
  }
}

const madeBy = (flow: Flow, call: Call, frame: Frame | undefined, receiver: Made, name: string): Value => makes(flow, call, frame, { name: `${receiver.type}#${name}`, receiver });

function makes(flow: Flow, call: Call, frame: Frame | undefined, named: Named): Value {
  const match = matchOf(flow, call, frame, named);
  const { receiver } = named;
  if (receiver?.fluent && match?.call.makes === undefined) return receiver;
  const base = match?.call.from === undefined ? receiver : instanceAt(flow, call, frame, match);
  return { is: 'made', type: match?.call.makes ?? named.name, origin: call, frame, base, fluent: match?.call.fluent === true };
}

/** The entry of a call. One that is made from another instance is none without it. */
export function matchOf(flow: Flow, call: Call | ObjectLiteral, frame: Frame | undefined, named: Named): Match | undefined {
  return flow.find(named.name).find((match) => match.call.from === undefined || (call.is === 'call' && instanceAt(flow, call, frame, match) !== undefined));
}

/** The instance of the same library that is the argument which `from` names. */
function instanceAt(flow: Flow, call: Call, frame: Frame | undefined, { library, call: entry }: Match): Made | undefined {
  const at = typeof entry.from === 'number' ? positional(flow, call, entry.from, frame) : undefined;
  const given = at ? optionsOf(flow.value(at.expression, at.frame)) : [];
  const types = library.calls.flatMap((c) => c.makes ?? []);
  return given.find((v): v is Made => v.is === 'made' && types.includes(v.type));
}

/** Every name that a call or a written value may have in the table. */
export function namesOf(flow: Flow, expression: Call | ObjectLiteral, frame: Frame | undefined): Named[] {
  if (expression.is === 'object') {
    const type = expression.type && flow.value(expression.type, undefined);
    return type?.is === 'reference' ? [{ name: `new ${type.path}`, receiver: undefined }] : [];
  }
  const { callee } = expression;
  if (callee.is === 'member') {
    const made = optionsOf(flow.value(callee.of, frame)).filter((v): v is Made => v.is === 'made');
    if (made.length > 0) return made.map((receiver) => ({ name: `${receiver.type}#${callee.name}`, receiver }));
  }
  return optionsOf(flow.value(callee, frame)).flatMap((value): Named[] => (value.is === 'reference' ? [{ name: value.path, receiver: undefined }] : value.is === 'made' ? [{ name: value.type, receiver: value.base }] : []));
}
