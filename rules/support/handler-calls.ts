import { comparePlaces } from '../../analyzer/facts/place.js';
import type { HandlerReach } from '../../analyzer/facts/types.js';
import type { Call } from '../../analyzer/propagation/call.js';
import type { StackView } from '../../analyzer/system/system.js';
import type { RuleContext } from '../define.js';

/** Calls that code makes, those that it starts together in one group; empty where there are too many to be one way. */
export function groupsOf({ system, options }: RuleContext<{ most: number }>, view: StackView, id: string, { reaches }: { readonly reaches: readonly HandlerReach[] }, call: (dependency: Call['dependency']) => Call): readonly (readonly Call[])[] {
  const groups = new Map<string, Map<string, Call>>();
  // In the order of the code, as a person would add them up.
  for (const { client, together } of [...reaches].sort((a, b) => comparePlaces(a.path[0]!, b.path[0]!)))
    for (const to of system.client(client)?.targets ?? []) {
      const dependency = system.out(id).find((one) => one.to === to && one.phase === 'request' && one.kind !== 'consumes' && one.stacks.includes(view.stack.id));
      const found = dependency && call(dependency);
      if (!found?.explicit || !Number.isFinite(found.worst.low) || found.worst.low === 0) continue;
      const key = together ? `${together.file}:${together.line}:${together.column}` : to;
      groups.set(key, (groups.get(key) ?? new Map()).set(to, found));
    }
  const all = [...groups.values()].map((group) => [...group.values()]);
  return all.flat().length > options.most ? [] : all;
}

export const longest = (group: readonly Call[]): Call => group.reduce((a, b) => (b.worst.low > a.worst.low ? b : a));
