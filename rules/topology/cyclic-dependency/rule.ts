import { push } from '../../../analyzer/facts/groups.js';
import type { Dependency } from '../../../analyzer/graph/document.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { hopPlace, stepsOf } from '../../support/places.js';
import { namesOf } from '../../support/stacks.js';
import { names } from '../../support/text.js';

type Phase = 'request' | 'startup';

export const rule = defineRule({
  id: 'cyclic-dependency',
  theme: 'topology',
  severity: 'error',
  summary: 'Components need each other, to start or to answer a request.',
  rationale: `
Two kinds of circle hurt in two ways. In a **startup cycle** each component waits until the other is up. It works as long as
one of them happens to run; after a power cut, a cluster move or a restore nothing comes up, and the order by hand that would
help is in nobody's runbook. In a **request cycle** a component serves a request by calling another that calls it back. The
slowdown of one returns to it as more load, each request holds two of its workers, and when all workers wait for each other
the circle stands still although every process is healthy. Retries on the way multiply without a bound.`,
  fix: `
For startup: connect lazily and retry with backoff, so that a component starts without the other and reports itself not
ready. For requests: hand the data over in the first call, move what both need into a third component, or answer the second
direction with an event.`,
  limits: `
- Only hard dependencies make a cycle; a fallback, an event or an optional lookup breaks it.
- A request cycle is seen between components, not endpoints: two endpoints that never call each other in one request still
  make one. That is a warning, because they fail together all the same.`,
  references: ['https://sre.google/sre-book/addressing-cascading-failures/', 'https://docs.docker.com/compose/how-tos/startup-order/'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const phase of ['startup', 'request'] as const) {
      context.looked(context.stacks.length);
      for (const [key, [first, ...others]] of cyclesByMembers(context, phase)) report(context, phase, first!, others, key);
    }
  },
});

interface Found {
  readonly view: StackView;
  readonly cycle: readonly Dependency[];
}

/** The same circle in several stacks is one: the first of them, where users are served if anywhere, and the others beside it. */
function cyclesByMembers({ analysis, stacks }: RuleContext, phase: Phase): ReadonlyMap<string, readonly Found[]> {
  const found = new Map<string, Found[]>();
  for (const view of stacks)
    for (const cycle of analysis.cycles(phase, view.stack.id)) {
      const key = `${phase} ${[...new Set(cycle.map(({ from }) => from))].sort().join(' ')}`;
      if (cycle.length > 0) push(found, key, { view, cycle });
    }
  return found;
}

function report(context: RuleContext, phase: Phase, { view, cycle }: Found, others: readonly Found[], key: string): void {
  const { system } = context;
  const ids = cycle.map(({ from }) => from);
  const all = namesOf(system, ids);
  const circle = [...all, all[0]!].join(' -> ');
  const message =
    phase === 'startup'
      ? `after a full stop ${all.length === 2 ? `neither ${all[0]} nor ${all[1]}` : `none of ${names(all)}`} starts: each waits for the ${all.length === 2 ? 'other' : 'next'} to be up (startup cycle ${circle})`
      : `a slowdown of ${all[0]} comes back to it through ${names(all.slice(1))}: they call each other to answer a request (request cycle ${circle})`;
  const last = cycle[cycle.length - 1]!;
  context.report({
    subject: { component: [...ids].sort()[0]! },
    stack: view.stack.id,
    discriminator: key,
    severity: phase === 'startup' ? 'error' : 'warning',
    message,
    place: hopPlace(cycle[0]!, view),
    path: stepsOf(system, cycle, view),
    related: others.map((other) => ({ at: hopPlace(other.cycle[0]!, other.view), text: `the same circle in ${other.view.stack.id}` })),
    fix: {
      text:
        phase === 'startup'
          ? `Let one of them start without the other, for example ${system.component(last.from).name} without ${system.component(last.to).name}.`
          : `Break the circle at one hop: an event or a copy of the data instead of ${system.component(last.from).name} calling ${system.component(last.to).name}.`,
    },
  });
}
