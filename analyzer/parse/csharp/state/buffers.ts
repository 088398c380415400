import type { UnboundedBufferFact } from '../../../facts/types.js';
import { placeOf, textOf } from '../../source/index.js';
import { callAt } from '../../source/program/index.js';
import type { Code } from '../handlers/reach.js';

export const BUFFER_MARKS = /\bChannel\.CreateUnbounded\b|\bnew (?:BlockingCollection|(?:Action|Buffer|Transform)Block)\b/;

/** Channels and collections of what starts that take any amount of work. */
export function unboundedBuffers(started: readonly { readonly root: string; readonly code: Code }[]): UnboundedBufferFact[] {
  return started.flatMap(({ root, code: { modules, program } }) =>
    modules.filter(({ text }) => BUFFER_MARKS.test(text)).flatMap((module) => module.calls.flatMap((node): UnboundedBufferFact[] => {
      const call = callAt(program, node);
      const channel = call?.kind === 'call' && call.name === 'CreateUnbounded' && call.receiver !== undefined && /(?:^|\.)Channel$/.test(textOf(call.receiver));
      const collection = call?.kind === 'new' && /(?:^|\.)BlockingCollection$/.test(call.type) && call.arguments.length === 0;
      const block = call?.kind === 'new' && !/\bBoundedCapacity\b|\boptions\b/i.test(textOf(node)) ? /(?:^|\.)((?:Action|Buffer|Transform)Block)$/.exec(call.type)?.[1] : undefined;
      const holder = channel ? 'Channel.CreateUnbounded' : collection ? 'BlockingCollection' : block;
      return holder === undefined ? [] : [{ kind: 'unbounded-buffer', packages: [root], holder, at: placeOf(node) }];
    })),
  );
}
