import { groupBy } from '../../../analyzer/facts/groups.js';
import type { Component, Dependency } from '../../../analyzer/graph/document.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { hopPlace, stepsOf } from '../../support/places.js';
import { codeStacks, isService, matters } from '../../support/stacks.js';
import { duration, names } from '../../support/text.js';

type Options = { readonly callers: number; readonly externalCallers: number; readonly many: number; readonly patienceMs: number };

export const rule = defineRule({
  id: 'missing-circuit-breaker',
  theme: 'isolation',
  severity: 'warning',
  summary: 'Many services go on calling a dependency that does not answer, and each waits for it anew.',
  rationale: `
When a dependency that many share is slow, each call to it holds a worker of its caller until the timeout. A few seconds of patience
times the requests that arrive is more workers than a service has, so callers stop answering even what has nothing to do with
the dependency; and all the while they send it the load that keeps it down. A breaker notices after some failures, lets calls
fail at once, and asks now and then whether it is back.`,
  fix: `
Put a breaker around the calls (opossum, Resilience4j, Polly, gobreaker), or let the mesh do it: outlier detection and limits on
pending requests. A bulkhead, a pool of its own for this dependency, keeps what waits for it from taking all workers.`,
  limits: `
- One finding for each service that at least \`callers\` others call on a request's path, and for each external service that one calls
  with repetitions or a long wait, where no caller is known to have a breaker,
  a bulkhead, outlier detection or a limit on pending requests. Stores, caches and brokers are left out.
- It is a warning where \`many\` services call it, and some are known to repeat their calls or to wait longer than \`patienceMs\`;
  else information: with little traffic and short timeouts a breaker gains little.
- Breakers that a library wraps around clients in ways that the analyzer does not know are not seen.`,
  references: ['https://learn.microsoft.com/azure/architecture/patterns/circuit-breaker', 'https://istio.io/latest/docs/tasks/traffic-management/circuit-breaking/'],
  needs: ['client', 'traffic-policy'],
  options: { callers: 3, externalCallers: 1, many: 5, patienceMs: 1_000 },
  optionDocs: { callers: 'Services that call the dependency, from which on it is shared.', externalCallers: 'Services that call what somebody else runs, from which on it is reported where they repeat their calls or wait long.', many: 'Services that call it, from which on it is a warning.', patienceMs: 'Longest wait for one call, in milliseconds, that needs no breaker.' },
  check(context) {
    const seen = new Set<string>();
    for (const view of codeStacks(context))
      for (const [id, calls] of groupBy(context.system.document.dependencies.filter((dependency) => isShared(context, view, dependency)), ({ to }) => to)) {
        const component = context.system.component(id);
        const callers = new Set(calls.map(({ from }) => from));
        if (!isService(component) && component.kind !== 'external') continue;
        context.looked();
        if (seen.has(id) || !isWorthwhile(context, view, component, calls, callers.size) || calls.some((dependency) => isGuarded(context, view, dependency))) continue;
        seen.add(id);
        report(context, view, id, calls);
      }
  },
});

const isShared = ({ system }: RuleContext<Options>, { stack }: StackView, { from, kind, phase, stacks }: Dependency): boolean =>
  kind === 'calls' && phase === 'request' && stacks.includes(stack.id) && matters(system.component(from));

/** What many share; or what somebody else runs, where one caller keeps waiting or asks again. */
const isWorthwhile = (context: RuleContext<Options>, view: StackView, { kind }: Component, calls: readonly Dependency[], callers: number): boolean =>
  callers >= context.options.callers || (kind === 'external' && callers >= context.options.externalCallers && waitingOf(context, view, calls).length > 0);

/** Calls that are known to be repeated, or to take longer than one can bear. */
const waitingOf = ({ analysis, options }: RuleContext<Options>, { stack }: StackView, calls: readonly Dependency[]) =>
  calls.map(analysis.deadlines(stack.id).call).filter(({ explicit, attempts, worst }) => explicit && Number.isFinite(worst.low) && (attempts.low > 1 || worst.low > options.patienceMs));

const GUARDS = ['circuitBreaker', 'outlierDetection', 'maxPendingRequests', 'maxConcurrentRequests', 'bulkhead', 'connectionPoolMaxConnections'] as const;

/** One caller with a breaker shows that the team knows; an unknown value is one as well. */
const isGuarded = ({ system }: RuleContext<Options>, { stack }: StackView, dependency: Dependency): boolean =>
  GUARDS.some((name) => {
    const setting = system.setting(dependency, name, stack.id);
    return setting !== undefined && setting.origin !== 'default' && setting.value !== false;
  });

function report(context: RuleContext<Options>, view: StackView, id: string, calls: readonly Dependency[]): void {
  const { system, options } = context;
  const name = system.component(id).name;
  const callers = [...new Set(calls.map(({ from }) => system.component(from).name))];
  const waiting = waitingOf(context, view, calls);
  const longest = Math.max(0, ...waiting.map(({ worst }) => worst.low));
  context.report({
    subject: { component: id },
    severity: waiting.length > 0 && callers.length >= options.many ? 'warning' : 'info',
    message: `while ${name} does not answer, ${names(callers)} ${callers.length === 1 ? 'keeps' : 'keep'} calling it${longest > 0 ? ` and ${callers.length === 1 ? 'waits' : 'wait'} up to ${duration(longest)} for each call` : ' and wait for each call'}: ${callers.length === 1 ? 'its caller has no' : `none of its ${callers.length} callers has a`} circuit breaker`,
    place: hopPlace(calls[0]!, view),
    path: stepsOf(system, [calls[0]!], view),
    related: calls.slice(1).map((dependency) => ({ at: hopPlace(dependency, view), text: `${system.component(dependency.from).name} calls it, too` })),
    fix: { text: `Put a circuit breaker around the calls to ${name}, in its callers or in the mesh.` },
  });
}
