import type { Call, Layer } from '../../../analyzer/propagation/call.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { hopPlace, placeOf, stepsOf } from '../../support/places.js';
import { codeStacks, matters } from '../../support/stacks.js';
import { names } from '../../support/text.js';

type Options = { readonly warn: number };

export const rule = defineRule({
  id: 'stacked-retries',
  theme: 'retries',
  severity: 'warning',
  summary: 'Two layers repeat the same call, each without knowing of the other.',
  rationale: `
A client that makes four attempts looks careful, and so does a mesh that makes three of each: together they make twelve, and
nobody decided on twelve. When the dependency is down every request costs it twelve times the work; when it comes back, that is
what it comes back to. The time multiplies as well: the caller's own caller has long given up while the outer layer still starts
the inner one again. The same happens in one program, when a function that retries is called by one that retries.`,
  fix: `
Keep one layer, the one that knows best what is safe to repeat and when to stop, and set the others to one attempt.`,
  limits: `
- Layers are: the client and its options, a wrapper or loop around it, functions that call it and are repeated themselves, routes
  and policies of a mesh. Only numbers that are written down or documented are multiplied.
- Layers that repeat for different reasons (one only when connecting fails, one only for status 503) do not multiply in every
  failure; the number is the worst case. Below \`warn\` attempts it is information.
- What a mesh repeats by default is not counted: it does so only where no request was sent.`,
  references: ['https://sre.google/sre-book/addressing-cascading-failures/', 'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/'],
  needs: ['client', 'traffic-policy'],
  options: { warn: 9 },
  optionDocs: { warn: 'Attempts of all layers together from which on it is a warning.' },
  check(context) {
    const found = new Map<string, { readonly view: StackView; readonly calls: Call[] }>();
    for (const view of codeStacks(context)) {
      const { call } = context.analysis.deadlines(view.stack.id);
      for (const dependency of context.system.document.dependencies.filter(({ stacks, phase }) => stacks.includes(view.stack.id) && phase === 'request')) {
        const stacked = call(dependency);
        if (stacked.layers.length > 0) context.looked();
        if (repeating(stacked).length < 2 || !matters(context.system.component(dependency.from))) continue;
        // One piece of code that several services run is one cause.
        const key = [dependency.to, ...repeating(stacked).map(({ setting: { evidence } }) => `${evidence.file}:${evidence.line}`)].join(' ');
        const known = found.get(key) ?? { view, calls: [] };
        if (!known.calls.some((one) => one.dependency.from === dependency.from)) known.calls.push(stacked);
        found.set(key, known);
      }
    }
    for (const { view, calls } of found.values()) report(context, view, calls);
  },
});

const repeating = ({ layers }: Call): readonly Layer[] => layers.filter(({ attempts }) => attempts.low > 1);

function report(context: RuleContext<Options>, view: StackView, calls: readonly Call[]): void {
  const { system } = context;
  const { dependency } = calls[0]!;
  const callers = names(calls.map((call) => system.component(call.dependency.from).name));
  const callee = system.component(dependency.to).name;
  const sorted = [...repeating(calls[0]!)].reverse();
  const attempts = sorted.reduce((product, layer) => product * layer.attempts.low, 1);
  const described = sorted.map((layer) => ({ at: placeOf(layer.setting.evidence), text: `${TITLE[layer.by]} makes up to ${layer.attempts.low} attempts` }));
  context.report({
    subject: { from: dependency.from, to: dependency.to },
    severity: attempts >= context.options.warn ? 'warning' : 'info',
    message: `when ${callee} fails, each request of ${callers} to it becomes ${sorted.map((layer) => layer.attempts.low).join(' x ')} = ${attempts}: ${sorted.map(({ by }) => TITLE[by]).join(' repeats what ')} repeats`,
    place: described.at(-1)!.at,
    path: stepsOf(system, [dependency], view),
    related: [...described.slice(0, -1), ...calls.slice(1).map((call) => ({ at: hopPlace(call.dependency, view), text: `${system.component(call.dependency.from).name} runs the same code` }))],
    fix: { text: `Let one layer between ${callers} and ${callee} repeat, and the others not.` },
  });
}

const TITLE: Readonly<Record<Layer['by'], string>> = { client: 'the client', wrapper: 'what is around it', mesh: 'the mesh' };
