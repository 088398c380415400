import type { Wait } from '../../../analyzer/propagation/analysis.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { callPlace, isSure, patiencePlace, patienceText, worstText } from '../../support/budgets.js';
import { stepsOf } from '../../support/places.js';
import { leadsTo } from '../../support/serving.js';
import { codeStacks, matters } from '../../support/stacks.js';
import { duration } from '../../support/text.js';

type Options = { readonly minSlackPercent: number };

export const rule = defineRule({
  id: 'timeout-inversion',
  theme: 'timeouts',
  severity: 'error',
  summary: 'A service waits longer for its dependency than its own caller waits for it.',
  rationale: `
A caller that gives up after three seconds does not stop the callee, which goes on waiting ten seconds for a dependency that is
slow. Its answer, and its fallback, come when nobody listens any more: the caller sees a failure of the whole callee where a
part of the answer would have done. Meanwhile each abandoned request keeps a connection and a worker of the callee busy, and a
caller that tries again adds a second one beside the first. The slowness of the last service in the chain becomes the
exhaustion of the first.`,
  fix: `
Let limits shrink on the way down: what a service may take for its dependencies, all attempts and pauses included, has to end
before its own callers give up. Lower the inner limit or the number of attempts; raise the outer limit only where users can
wait that long.`,
  limits: `
- Compared is the worst case of a call (attempts x limit of each + pauses, at most the limit on the whole) with the shortest
  limit above it on a way from an entry point. A limit that could not be evaluated is none that is known, so nothing is said.
- A call without any limit is the business of missing-timeout. Queues and fire-and-forget calls hand work over and wait for
  nobody.
- It is an error where both values are written down and a user's request or the number of requests suffers, a warning where a
  documented default of a library decides, and information where the limits leave less room than \`minSlackPercent\`.
- Where handlers are known, only what they call counts, and only for the paths that the caller asks for.`,
  references: ['https://sre.google/sre-book/addressing-cascading-failures/', 'https://grpc.io/docs/guides/deadlines/', 'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/'],
  needs: ['client', 'route', 'traffic-policy'],
  options: { minSlackPercent: 10 },
  optionDocs: { minSlackPercent: 'Least part of the time that a caller grants, in percent, that should be left for the answer; less is information.' },
  check(context) {
    const seen = new Set<string>();
    for (const view of codeStacks(context)) {
      const { waits } = context.analysis.deadlines(view.stack.id);
      context.looked(context.system.document.dependencies.length);
      for (const wait of waits) {
        const { from, to } = wait.call.dependency;
        if (seen.has(`${from} ${to}`) || !isInverted(context, wait) || isCausedAbove(context, waits, wait)) continue;
        seen.add(`${from} ${to}`);
        report(context, view, wait);
      }
    }
  },
});

function isInverted({ system, options }: RuleContext<Options>, { call, deadline }: Wait): boolean {
  const { from, to } = call.dependency;
  const tight = call.worst.low > deadline.ms.high * (1 - options.minSlackPercent / 100);
  if (!tight || !Number.isFinite(call.worst.low) || !matters(system.component(from))) return false;
  return leadsTo(system, from, to, deadline.path.length === 0 ? deadline.call?.dependency.from : undefined);
}

/** A call further up already takes longer than the same caller waits: that one is the cause. */
const isCausedAbove = ({ system }: RuleContext<Options>, all: readonly Wait[], { deadline }: Wait): boolean =>
  deadline.path.some((hop) => all.some(({ call }) => call.dependency === hop && isSure(call.worst, deadline.ms) && Number.isFinite(call.worst.low) && leadsTo(system, hop.from, hop.to)));

function report(context: RuleContext<Options>, view: StackView, { call, deadline }: Wait): void {
  const { system } = context;
  const { from, to } = call.dependency;
  const [caller, callee] = [system.component(from).name, system.component(to).name];
  const late = call.worst.low - deadline.ms.high;
  const again = (deadline.call?.attempts.low ?? 1) > 1 ? ` and asks ${deadline.call!.attempts.low === 2 ? 'once more' : `${deadline.call!.attempts.low - 1} times more`}` : '';
  const outcome = late > 0 ? `whatever ${caller} answers then comes ${duration(late)} too late` : `that leaves ${caller} ${late === 0 ? 'no time' : duration(-late)} for its own answer`;
  context.report({
    subject: { from, to },
    severity: severityOf({ call, deadline }, late),
    message: `if ${callee} hangs, ${caller} waits ${worstText(call)} for it, but ${patienceText(system, deadline)}${again}; ${outcome}`,
    place: callPlace(call, view),
    path: stepsOf(system, [...deadline.route, ...(deadline.call ? [deadline.call.dependency] : []), ...deadline.path, call.dependency], view),
    related: [{ at: patiencePlace(deadline, view), text: `${patienceText(system, deadline)}${again}` }],
    fix: { text: `Let the calls of ${caller} to ${callee} end before ${duration(deadline.ms.high)} are over, all attempts included.` },
  });
}

function severityOf({ call, deadline }: Wait, late: number): 'error' | 'warning' | 'info' {
  if (late <= 0) return 'info';
  const isWritten = call.explicit && (deadline.call?.explicit ?? deadline.setting?.origin === 'explicit');
  const above = [...deadline.route, ...(deadline.call ? [deadline.call.dependency] : []), ...deadline.path];
  const isFelt = above.every(({ strength }) => strength === 'hard') || (deadline.call?.attempts.low ?? 1) > 1;
  return isWritten && isFelt ? 'error' : 'warning';
}
