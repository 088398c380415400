import { comparePlaces, type Place } from '../../../analyzer/facts/place.js';
import type { ClientFact } from '../../../analyzer/facts/types.js';
import { clientDefaults } from '../../../analyzer/knowledge/clients.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { clientsByTarget, explicit } from '../../support/clients.js';
import { retriesOf } from '../../support/retries.js';
import { codeStacks, shippedComponents } from '../../support/stacks.js';
import { duration } from '../../support/text.js';

type Options = { readonly minFactor: number };

export const rule = defineRule({
  id: 'abandoned-call',
  theme: 'isolation',
  severity: 'warning',
  summary: 'The wait for a call ends, the call itself goes on.',
  rationale: `
\`Promise.race([call, timer])\` and \`future.get(2, SECONDS)\` look like a timeout. They end the wait and not the call: its connection, its
thread and the work at the other end stay taken until the call ends by itself, which may be never. While the dependency hangs, requests
come and go at their usual rate, each leaves a call behind, and the caller runs out of sockets, threads or memory although none of its
requests takes long. With retries, each request leaves several, and the dependency works on all of them for nobody.`,
  fix: `
Let the limit end the call: an \`AbortSignal\` (\`signal: AbortSignal.timeout(1_500)\`), a context with a deadline (\`context.WithTimeout\`), a
cancellation token, the client's own read timeout. The race is not needed then.`,
  limits: `
- Looked at are \`Promise.race\`, p-timeout and opossum without a signal, a \`select\` with \`time.After\` around a goroutine without a context,
  \`CompletableFuture\` with \`get\` or \`orTimeout\`, \`cancelRunningFuture: false\`, \`asyncio.shield\` under \`wait_for\`, \`submit(..).result(timeout)\`,
  \`Task.WhenAny\` with \`Task.Delay\` and \`WaitAsync\`. A call that has any limit of its own, or is handed a signal, context or token, is left out; so
  is one that a mesh or gateway cuts off.
- Only where the call goes on for at least \`minFactor\` times as long as it is waited for: without an end, or to the library's default limit. It
  is information where the default is not known.`,
  references: ['https://developer.mozilla.org/en-US/docs/Web/API/AbortSignal/timeout_static', 'https://resilience4j.readme.io/docs/timeout', 'https://sre.google/sre-book/addressing-cascading-failures/'],
  needs: ['client'],
  options: { minFactor: 3 },
  optionDocs: { minFactor: 'How many times as long as it is waited for a call may go on before it is reported.' },
  check(context) {
    for (const { id } of shippedComponents(context))
      for (const [target, clients] of clientsByTarget(context.system, id)) {
        const left = clients.filter(({ fact }) => fact.phase === 'request' && waitOf(fact) !== undefined && !isCut(context, id, target));
        context.looked(left.length);
        const [first] = left.filter(({ fact }) => goesOn(fact, context.options)).sort((a, b) => comparePlaces(a.fact.at, b.fact.at));
        if (first) report(context, id, target, first);
      }
  },
});

function waitOf(fact: ClientFact): { readonly value: number; readonly at: Place } | undefined {
  const wait = explicit(fact, 'abandonedAfter');
  return wait?.from === 'explicit' && typeof wait.value === 'number' ? { value: wait.value, at: wait.at } : undefined;
}

/** How long the library lets a call go on: null for ever, undefined where nobody knows. */
function endOf({ library, version }: ClientFact): number | null | undefined {
  const defaults = clientDefaults(library, version);
  return defaults?.verified ? defaults.timeout : undefined;
}

function goesOn(fact: ClientFact, { minFactor }: Options): boolean {
  const end = endOf(fact);
  return end === null || end === undefined || end >= minFactor * waitOf(fact)!.value;
}

const isCut = ({ system, stacks }: RuleContext<Options>, from: string, to: string): boolean => codeStacks({ stacks }).some(({ stack }) => typeof system.setting({ from, to }, 'meshTimeout', stack.id)?.value === 'number');

function report({ system, report }: RuleContext<Options>, from: string, to: string, { fact }: ClientLink): void {
  const [caller, callee] = [system.component(from).name, system.component(to).name];
  const [wait, end, attempts] = [waitOf(fact)!, endOf(fact), 1 + (retriesOf(fact)?.value ?? 0)];
  const goes = end === null ? 'each call goes on until there is an answer, if ever' : end === undefined ? 'the call goes on' : `the call goes on for up to ${duration(end)}`;
  const many = attempts > 1 && Number.isFinite(attempts) ? `; with its retries, one request leaves up to ${attempts} of them behind` : '';
  report({
    subject: { from, to },
    severity: end === undefined ? 'info' : 'warning',
    message: `when ${callee} hangs, ${caller} stops waiting after ${duration(wait.value)}, but ${goes}, and holds its connection for nobody${many}`,
    place: wait.at,
    related: fact.calls.slice(0, 3).map(({ at }) => ({ at, text: 'nothing ends this call' })),
    fix: { text: `Give the call of ${callee} itself ${duration(wait.value)}: a signal, context or token that ends it, or the client's own timeout.` },
  });
}
