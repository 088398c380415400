import type { HandlerFact } from '../../../analyzer/facts/types.js';
import type { Deadline } from '../../../analyzer/propagation/analysis.js';
import type { Call } from '../../../analyzer/propagation/call.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { callPlace, isSure, patiencePlace, patienceText, wayOf, worstText } from '../../support/budgets.js';
import { stepsOf } from '../../support/places.js';
import { codeStacks, matters } from '../../support/stacks.js';
import { duration } from '../../support/text.js';
import { groupsOf, longest } from '../../support/handler-calls.js';

export const rule = defineRule({
  id: 'deadline-budget',
  theme: 'timeouts',
  severity: 'warning',
  summary: 'The calls that one request makes one after the other take longer together than its caller waits.',
  rationale: `
Each call has a sensible limit, and each is shorter than what the caller grants. But a handler that makes four of them in turn has the
sum of the four, and on the day on which the network is slow for everybody all four take their time. The caller gives up in
the middle of the third; the handler goes on to the fourth, for nobody.`,
  fix: `
Make independent calls at the same time, so that the longest one counts. Give each call what is left of the request's time instead
of a limit of its own, and stop when nothing is left.`,
  limits: `
- Added up is what the handler's code reaches, at most \`most\` dependencies, each once; calls that are started together
  (\`Promise.all\`) count as the longest of them. Only calls whose limits are written down are counted.
- Branches exclude each other and loops repeat, which is not known; so it is a warning at most. A single call that is too
  long by itself is the business of timeout-inversion.
- Handlers are known for TypeScript and JavaScript, Java and Kotlin, Go, Python and C#.`,
  references: ['https://sre.google/sre-book/addressing-cascading-failures/', 'https://grpc.io/docs/guides/deadlines/'],
  needs: ['handler'],
  options: { most: 6 },
  optionDocs: { most: 'Dependencies of one handler beyond which it is taken to branch, and nothing is said.' },
  check(context) {
    const seen = new Set<string>();
    for (const view of codeStacks(context)) {
      const deadlines = context.analysis.deadlines(view.stack.id);
      for (const id of view.components) {
        const deadline = deadlines.deadline(id);
        if (!deadline || !matters(context.system.component(id)) || !isWritten(deadline)) continue;
        for (const handler of context.system.handlers(id)) {
          context.looked();
          const groups = groupsOf(context, view, id, handler, deadlines.call);
          const total = groups.reduce((sum, group) => sum + longest(group).worst.low, 0);
          const key = `${id} ${handler.method} ${handler.path}`;
          if (groups.length < 2 || total <= deadline.ms.high || seen.has(key) || groups.flat().some((call) => isSure(call.worst, deadline.ms))) continue;
          seen.add(key);
          report(context, view, id, handler, { deadline, groups, total });
        }
      }
    }
  },
});

const isWritten = ({ call, setting, path }: Deadline): boolean => path.length === 0 && (call ? call.explicit : setting?.origin === 'explicit');

interface Budget {
  readonly deadline: Deadline;
  readonly groups: readonly (readonly Call[])[];
  readonly total: number;
}

function report(context: RuleContext, view: StackView, id: string, handler: HandlerFact, { deadline, groups, total }: Budget): void {
  const { system } = context;
  const name = system.component(id).name;
  const calls = groups.map(longest);
  const sum = calls.map((call) => `${duration(call.worst.low)} for ${system.component(call.dependency.to).name}`).join(' + ');
  context.report({
    subject: { component: id },
    discriminator: `${handler.method} ${handler.path}`,
    message: `on a slow day ${handler.method} ${handler.path} of ${name} takes ${sum} = ${duration(total)}, but ${patienceText(system, deadline)}`,
    place: handler.at,
    path: stepsOf(system, wayOf(deadline), view),
    related: [{ at: patiencePlace(deadline, view), text: patienceText(system, deadline) }, ...calls.map((call) => ({ at: callPlace(call, view), text: `${system.component(call.dependency.to).name}: ${worstText(call)}` }))],
    fix: { text: `Let the calls of ${handler.method} ${handler.path} fit into ${duration(deadline.ms.high)} together, or make them at the same time.` },
  });
}
