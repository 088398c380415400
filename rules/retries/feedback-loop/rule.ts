import type { FeedbackLoop, LoopMember } from '../../../analyzer/propagation/feedback.js';
import type { StackView, System } from '../../../analyzer/system/system.js';
import { defineRule, type Report } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { userStacks } from '../../support/stacks.js';
import { duration, names } from '../../support/text.js';

export const rule = defineRule({
  id: 'feedback-loop',
  theme: 'retries',
  severity: 'warning',
  summary: 'Mechanisms that each make sense send more load to a component because it is slow.',
  rationale: `
A timeout, a retry, a liveness probe and an autoscaler are each there to help, and each reacts to slowness with work: asking
again, restarting, adding callers. When the work lands on what was slow, the slowness feeds itself. Such a system stays down after
the trigger is gone; it has to be emptied by hand. Surveys of large outages name retries as what sustained half of them.

A typical loop: the database is slow, so the web server has more requests in flight, and its autoscaler adds replicas. Each of them
asks the database again up to three times for every request that failed. The database is slower now, more requests are in
flight, and more replicas come.`,
  fix: `
Break one member. Retry within a budget (10 % of requests) or behind a circuit breaker. Scale on what the component itself does, not on waiting.`,
  limits: `
- A loop through a liveness probe is told by \`liveness-checks-dependency\`, with who asks again.
- A loop needs at least two mechanisms with a known place each; a retry alone is the business of \`retry-amplification\`, a
  callee that outlasts its caller that of \`timeout-inversion\`.
- A circuit breaker on the retried call ends the loop. Retries that nobody wrote are left out.
- Whether load is ever high enough is in no file: the finding says that nothing stops the loop once it runs.`,
  references: ['https://sigops.org/s/conferences/hotos/2021/papers/hotos21-s11-bronson.pdf', 'https://www.usenix.org/conference/osdi22/presentation/huang-lexiang', 'https://sre.google/sre-book/addressing-cascading-failures/'],
  needs: ['client', 'traffic-policy', 'route'],
  options: {},
  optionDocs: {},
  check(context) {
    const found: Report[] = [];
    for (const view of userStacks(context))
      for (const loop of context.analysis.feedbackLoops(view.stack.id)) {
        context.looked();
        // A callee that outlasts its caller is what `timeout-inversion` and `missing-timeout` say; a probe, `liveness-checks-dependency`.
        if (loop.members.some(({ mechanism }) => mechanism === 'timeout' || mechanism === 'restart')) continue;
        found.push(reportOf(context.system, view, loop));
      }
    joinCopies(found).forEach(context.report);
  },
});

function reportOf(system: System, view: StackView, { slow, members }: FeedbackLoop): Report {
  const said = members.map((member) => sayMember(system, member));
  const slowName = system.component(slow).name;
  const [first] = members;
  return {
    subject: { component: slow },
    stack: view.stack.id,
    discriminator: members.map(({ mechanism, component, to }) => `${mechanism} ${component} ${to ?? ''}`).join(', '),
    message: `when ${slowName} is slow, it gets more to do: ${said.filter((_, index) => members[index]!.mechanism !== 'call').join('; ')}`,
    place: first!.at,
    path: members.map((member, index) => ({ component: member.component, text: said[index]!, at: member.at })),
    fix: { text: fixOf(system, members) },
  };
}

function sayMember(system: System, { mechanism, component, to, value }: LoopMember): string {
  const name = system.component(component).name;
  const target = to === undefined ? '' : system.component(to).name;
  switch (mechanism) {
    case 'timeout': return value === null ? `${name} waits for ${target} without a limit` : `${name} waits ${duration(value!)} for ${target}`;
    case 'retries': return `${name} asks ${target} up to ${value} times`;
    case 'autoscaling': return `${name} gets more replicas while it waits`;
    case 'restart': return `${name} is restarted, because its liveness probe waits for a dependency`;
    case 'call': return `${name} calls ${target}`;
    default: return mechanism satisfies never;
  }
}

function fixOf(system: System, members: readonly LoopMember[]): string {
  const retries = members.filter(({ mechanism }) => mechanism === 'retries').map(({ component }) => system.component(component).name);
  return `Put the retries of ${names([...new Set(retries)])} behind a circuit breaker or within a budget.`;
}
