import type { Wait } from '../../../analyzer/propagation/analysis.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { callPlace, isSure, patiencePlace, patienceText, wayOf, worstText } from '../../support/budgets.js';
import { stepsOf } from '../../support/places.js';
import { codeStacks } from '../../support/stacks.js';
import { duration } from '../../support/text.js';
import { isInverted, isCausedAbove } from './inverted.js';
import { reportOutlived } from './outlived.js';
import { severityOf, repeats } from './severity.js';

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
- A function that may run longer than the gateway before it waits is reported, too; the gateway's limit is the platform's, where
  nothing else is written.
- A call without any limit is the business of missing-timeout. Queues and fire-and-forget calls hand work over and wait for
  nobody.
- It is an error where both values are written down and a user's request or the number of requests suffers, a warning where the
  caller has a fallback or a default of the platform decides, and information where a library's default does, because those
  differ between versions, or where the limits leave less room than \`minSlackPercent\`.
- Where handlers are known, only what they call counts, and only for the paths that the caller asks for.`,
  references: ['https://sre.google/sre-book/addressing-cascading-failures/', 'https://grpc.io/docs/guides/deadlines/', 'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/'],
  needs: ['client', 'route', 'traffic-policy', 'cloud-resource'],
  options: { minSlackPercent: 10 },
  optionDocs: { minSlackPercent: 'Least part of the time that a caller grants, in percent, that should be left for the answer; less is information.' },
  check(context) {
    const seen = new Set<string>();
    for (const view of codeStacks(context)) {
      const { waits, outlived } = context.analysis.deadlines(view.stack.id);
      for (const one of outlived.filter(({ component }) => !seen.has(component) && seen.add(component))) reportOutlived(context, view, one);
      context.looked(context.system.document.dependencies.length);
      const sure = new Set(waits.filter(({ call, deadline }) => isSure(call.worst, deadline.ms) && Number.isFinite(call.worst.low)).map(({ call }) => call.dependency));
      for (const wait of waits) {
        const { from, to } = wait.call.dependency;
        if (seen.has(`${from} ${to}`) || !isInverted(context, view, wait) || isCausedAbove(context, sure, wait)) continue;
        seen.add(`${from} ${to}`);
        report(context, view, wait);
      }
    }
  },
});

function report(context: RuleContext, view: StackView, { call, deadline }: Wait): void {
  const { system } = context;
  const { from, to } = call.dependency;
  const [caller, callee] = [system.component(from).name, system.component(to).name];
  const late = call.worst.low - deadline.ms.high;
  const more = repeats(context, view, deadline);
  const again = more > 0 ? ` and asks ${more === 1 ? 'once more' : `${more} times more`}` : '';
  const outcome = late > 0 ? `whatever ${caller} answers then comes ${duration(late)} too late` : `that leaves ${caller} ${late === 0 ? 'no time' : duration(-late)} for its own answer`;
  context.report({
    subject: { from, to },
    severity: severityOf({ call, deadline }, late, more),
    message: `if ${callee} hangs, ${caller} waits ${worstText(call)} for it, but ${patienceText(system, deadline)}${again}; ${outcome}`,
    place: callPlace(call, view),
    path: stepsOf(system, [...wayOf(deadline), call.dependency], view),
    related: [{ at: patiencePlace(deadline, view), text: `${patienceText(system, deadline)}${again}` }],
    fix: { text: `Let the calls of ${caller} to ${callee} end before ${duration(deadline.ms.high)} are over, all attempts included.` },
  });
}
