import type { Place } from '../../../analyzer/facts/place.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { clientsByTarget } from '../../support/clients.js';
import { patiencePlace, patienceText } from '../../support/budgets.js';
import { codeStacks, shippedComponents } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'dropped-deadline',
  theme: 'timeouts',
  severity: 'warning',
  summary: 'A call does not get the context of the request that it is made for, so it goes on when nobody waits any more.',
  rationale: `
The context of a request carries how long somebody waits for the answer, and is cancelled when nobody does. A call with
\`context.Background()\` in its place knows of neither. When the dependency is slow, users press reload and callers give up, but the
calls that were made for them stay: each holds a connection and a goroutine, and the dependency works through requests whose
answers nobody reads. So it stays slow after the load that made it slow has gone.`,
  fix: `
Pass the context on that the function was given: \`http.NewRequestWithContext(ctx, ..)\`, \`r.Context()\`, the \`ctx\` of the gRPC method. For
what has to go on after the answer use \`context.WithoutCancel(ctx)\` with a timeout of its own, so that a reader can see that it is meant.`,
  limits: `
- Known for Go. The function, or one around it, has a \`context.Context\`, an \`*http.Request\` or the context of gin, echo or fiber among its
  parameters, and the call is given \`context.Background()\` or the like, or none (\`http.Get\`, \`http.NewRequest\`).
- A context with a timeout of its own is none of these, whatever it comes from. What is started with \`go\` or \`defer\` is meant to go on.
- A warning where it is known how long a caller waits, since then the call can outlive it; information elsewhere.
- One finding for each service and what it calls.`,
  references: ['https://pkg.go.dev/context', 'https://grpc.io/docs/guides/deadlines/', 'https://sre.google/sre-book/addressing-cascading-failures/'],
  needs: ['client'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const { id } of shippedComponents(context))
      for (const [target, clients] of clientsByTarget(context.system, id)) {
        const requests = clients.filter(({ fact }) => fact.dependency === 'calls' && fact.phase === 'request');
        context.looked(requests.length > 0 ? 1 : 0);
        const detached = requests.flatMap(({ fact }: ClientLink) => fact.calls.flatMap((call) => call.detached ?? []));
        const [first, ...others] = detached;
        if (first) report(context, id, target, first, others);
      }
  },
});

function report(context: RuleContext, from: string, to: string, place: Place, others: readonly Place[]): void {
  const { system, analysis } = context;
  const [caller, callee] = [system.component(from).name, system.component(to).name];
  const view = codeStacks(context).find(({ stack }) => analysis.deadlines(stack.id).deadline(from) !== undefined);
  const deadline = view && analysis.deadlines(view.stack.id).deadline(from);
  context.report({
    subject: { from, to },
    severity: deadline ? 'warning' : 'info',
    message: `when ${callee} is slow, ${caller} goes on calling it for users who are gone${deadline ? `, since ${patienceText(system, deadline)}` : ''}: the call does not get the context of its request`,
    place,
    related: [...(view && deadline ? [{ at: patiencePlace(deadline, view), text: patienceText(system, deadline) }] : []), ...others.map((at) => ({ at, text: 'the same' }))],
    fix: { text: `Pass the context of the request on to the calls of ${callee}.` },
  });
}
