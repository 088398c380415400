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
  summary: 'A call does not get the context, token or signal of the request that it is made for, so it goes on when nobody waits any more.',
  rationale: `
A request comes with something that says how long somebody waits for the answer, or at least that nobody does any more: a \`context\` in Go,
a \`CancellationToken\` in .NET, an \`AbortSignal\` in JavaScript, the call of a gRPC server. A call that is made without it knows of
neither. When the dependency is slow, users press reload and callers give up, but the calls that were made for them stay: each holds
a connection and what waits for it, and the dependency works through requests whose answers nobody reads. So it stays slow after the
load that made it slow has gone.`,
  fix: `
Pass on what the function was given: \`http.NewRequestWithContext(ctx, ..)\` and \`r.Context()\` in Go, the token as the last argument in
.NET, \`{ signal }\` for \`fetch\`, \`{ parent: call }\` for grpc-js, \`timeout=context.time_remaining()\` in Python. What has to go on after the
answer is said to: \`context.WithoutCancel(ctx)\`, \`Task.Run\`, \`_ =\` or \`void\`, with a limit of its own.`,
  limits: `
- Go: the function, or one around it, has a \`context.Context\`, an \`*http.Request\` or the context of gin, echo or fiber among its
  parameters, and the call is given \`context.Background()\` or the like, or none (\`http.Get\`, \`http.NewRequest\`).
- .NET: it has a \`CancellationToken\`, a \`ServerCallContext\` or an \`HttpContext\`, and a request of \`HttpClient\` is given none, or one that
  nobody cancels. Tokens of a host's services, calls of generated gRPC clients and queries of Entity Framework are not looked at.
- JavaScript: it has an \`AbortSignal\`, and a request is made without any; or it answers a call of a grpc-js server, and calls on without
  \`parent\` and \`deadline\`. Options that were made elsewhere are taken to hold it.
- Python: a method of a gRPC server calls on without \`timeout\`. Java is not looked at, since grpc-java passes the deadline on by itself.
- A call with a limit of its own is none of these in Go, JavaScript and Python, whatever it comes from. What is started aside (\`go\`,
  \`defer\`, \`Task.Run\`, \`_ =\`, \`void\`) is meant to go on.
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
    message: `when ${callee} is slow, ${caller} goes on calling it for users who are gone${deadline ? `, since ${patienceText(system, deadline)}` : ''}: the call gets neither the deadline nor the end of its request`,
    place,
    related: [...(view && deadline ? [{ at: patiencePlace(deadline, view), text: patienceText(system, deadline) }] : []), ...others.map((at) => ({ at, text: 'the same' }))],
    fix: { text: `Pass on to the calls of ${callee} what tells that the caller has gone.` },
  });
}
