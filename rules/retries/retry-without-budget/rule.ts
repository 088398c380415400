import type { Call } from '../../../analyzer/propagation/call.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { hopPlace, placeOf } from '../../support/places.js';
import { codeStacks, matters } from '../../support/stacks.js';
import { names } from '../../support/text.js';

type Options = { readonly callers: number };

export const rule = defineRule({
  id: 'retry-without-budget',
  theme: 'retries',
  severity: 'warning',
  summary: 'Many services repeat their calls of one dependency, and nothing limits the repetitions together.',
  rationale: `
Three attempts for each request are a limit for one request and none for the dependency: when it slows down so far that every first
attempt fails, all callers send three times what they sent before, and the dependency that could not carry the load gets three
times of it. It cannot come back under that, although every caller behaves well. A budget looks at the ratio: once more than a
tenth of the requests are repetitions, further failures are passed on.`,
  fix: `
Give the callers a budget: \`retry_budget\` of Envoy, \`retryBudget\` of Linkerd, \`retryThrottling\` of gRPC, the token bucket of an SDK; or
a circuit breaker, which stops asking what does not answer.`,
  limits: `
- One finding for each dependency that at least \`callers\` services call, where two of them or more make further attempts that are
  written down, and neither a budget nor a breaker is known. What mesh sidecars do by default is not counted.`,
  references: ['https://sre.google/sre-book/handling-overload/', 'https://grpc.io/docs/guides/retry/', 'https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/cluster/v3/circuit_breaker.proto'],
  needs: ['client', 'traffic-policy'],
  options: { callers: 3 },
  optionDocs: { callers: 'Services that call the dependency, from which on it is shared.' },
  check(context) {
    const seen = new Set<string>();
    for (const view of codeStacks(context)) {
      const { call } = context.analysis.deadlines(view.stack.id);
      for (const id of view.components) {
        const calls = context.system.in(id).filter(({ stacks, phase, kind, from }) => stacks.includes(view.stack.id) && phase === 'request' && kind === 'calls' && matters(context.system.component(from)));
        const repeating = calls.map(call).filter((one) => one.explicit && one.attempts.low > 1 && !isLimited(context, view, one));
        context.looked(calls.length > 0 ? 1 : 0);
        if (calls.length < context.options.callers || repeating.length < 2 || seen.has(id)) continue;
        seen.add(id);
        report(context, view, id, calls.length, repeating);
      }
    }
  },
});

const LIMITS = ['circuitBreaker', 'retryBudgetRatio', 'maxConcurrentRetries', 'outlierDetection'] as const;

const isLimited = ({ system }: RuleContext<Options>, { stack }: StackView, { dependency }: Call): boolean =>
  LIMITS.some((name) => {
    const setting = system.setting(dependency, name, stack.id);
    return setting !== undefined && setting.value !== false;
  });

function report(context: RuleContext<Options>, view: StackView, id: string, callers: number, repeating: readonly Call[]): void {
  const { system } = context;
  const [name, most] = [system.component(id).name, Math.max(...repeating.map(({ attempts }) => attempts.low))];
  const [first, ...rest] = repeating.map((call) => {
    const layer = call.layers[0]?.setting.evidence;
    return { at: layer ? placeOf(layer) : hopPlace(call.dependency, view), text: `${system.component(call.dependency.from).name} makes up to ${call.attempts.low} attempts` };
  });
  context.report({
    subject: { component: id },
    message: `when ${name} slows down, its load grows up to ${most} times: ${repeating.length} of its ${callers} callers repeat what fails (${names(repeating.map(({ dependency }) => system.component(dependency.from).name))}), and no budget or breaker stops them`,
    place: first!.at,
    related: [{ at: first!.at, text: first!.text }, ...rest],
    fix: { text: `Limit the repetitions of all callers of ${name} together: a retry budget of 10 to 20 %, or a circuit breaker.` },
  });
}
