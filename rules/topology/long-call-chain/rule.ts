import { push } from '../../../analyzer/facts/groups.js';
import type { Dependency } from '../../../analyzer/graph/document.js';
import type { StackView, System } from '../../../analyzer/system/system.js';
import { defineRule, type Report } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { hopPlace, stepsOf } from '../../support/places.js';
import { userStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'long-call-chain',
  theme: 'topology',
  severity: 'info',
  summary: 'A request of a user waits for a long chain of services, one after the other.',
  rationale: `
Each hop of a synchronous chain adds its latency and takes its share of the availability: five services that each answer 99.9 %
of their requests leave 99.5 % at the top, which is three and a half hours of a month instead of 43 minutes. A slow end
of the chain holds a worker in every service above it, and timeouts have to fit into each other all the way down.`,
  fix: `
Shorten the chain where the answer is not needed at once: an event, a copy of the data, a cache. Or let the service at the top ask in
parallel for what now is asked in turn.`,
  limits: `
- Hard calls of the request phase count; the chain is the shortest way to the service that is farthest away.
- Whether one request really goes all the way is not known, unless the code shows it: that is why it is info.`,
  references: ['https://sre.google/workbook/implementing-slos/', 'https://queue.acm.org/detail.cfm?id=3096459'],
  needs: ['workload', 'client'],
  options: { maxDepth: 4 },
  optionDocs: { maxDepth: 'Calls between services, one after the other, that are still fine.' },
  check(context) {
    const found: Report[] = [];
    for (const view of userStacks(context)) {
      const calls = callsOf(context.system, view);
      for (const entry of context.analysis.entryPoints(view.stack.id)) {
        context.looked();
        const chain = farthest(calls, entry);
        if (chain.length > context.options.maxDepth) found.push(reportOf(context.system, view, entry, chain));
      }
    }
    joinCopies(found).forEach(context.report);
  },
});

function callsOf(system: System, view: StackView): ReadonlyMap<string, readonly Dependency[]> {
  const calls = new Map<string, Dependency[]>();
  for (const dependency of system.document.dependencies) {
    const { from, kind, strength, phase, stacks } = dependency;
    if ((kind !== 'calls' && kind !== 'routes') || strength !== 'hard' || phase !== 'request' || !stacks.includes(view.stack.id)) continue;
    push(calls, from, dependency);
  }
  return calls;
}

/** Breadth first: the last one found is as far as any. */
function farthest(calls: ReadonlyMap<string, readonly Dependency[]>, entry: string): Dependency[] {
  const by = new Map<string, Dependency | undefined>([[entry, undefined]]);
  let last = entry;
  for (const [at] of by)
    for (const call of calls.get(at) ?? [])
      if (!by.has(call.to)) {
        by.set(call.to, call);
        last = call.to;
      }
  const chain: Dependency[] = [];
  for (let call = by.get(last); call !== undefined; call = by.get(call.from)) chain.push(call);
  return chain.reverse();
}

function reportOf(system: System, view: StackView, entry: string, chain: readonly Dependency[]): Report {
  const last = system.component(chain.at(-1)!.to).name;
  return {
    subject: { component: entry },
    stack: view.stack.id,
    message: `a request at ${system.component(entry).name} can wait for ${chain.length} services, one after the other, down to ${last}: each adds its latency and its failures`,
    place: hopPlace(chain[0]!, view),
    path: stepsOf(system, chain, view),
    fix: { text: `Take a hop out of the chain from ${system.component(entry).name} to ${last}: an event, a cache or a copy of the data.` },
  };
}
