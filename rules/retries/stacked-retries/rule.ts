import type { Call, Layer } from '../../../analyzer/propagation/call.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { placeOf, stepsOf } from '../../support/places.js';
import { codeStacks, matters } from '../../support/stacks.js';

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
    const seen = new Set<string>();
    for (const view of codeStacks(context)) {
      const { call } = context.analysis.deadlines(view.stack.id);
      for (const dependency of context.system.document.dependencies.filter(({ stacks, phase }) => stacks.includes(view.stack.id) && phase === 'request')) {
        const { layers, attempts } = call(dependency);
        if (layers.length > 0) context.looked();
        const key = `${dependency.from} ${dependency.to}`;
        if (seen.has(key) || layers.filter((layer) => layer.attempts.low > 1).length < 2 || !matters(context.system.component(dependency.from))) continue;
        seen.add(key);
        report(context, view, call(dependency), attempts.low);
      }
    }
  },
});

function report(context: RuleContext<Options>, view: StackView, { dependency, layers }: Call, attempts: number): void {
  const { system } = context;
  const [caller, callee] = [system.component(dependency.from).name, system.component(dependency.to).name];
  const sorted = [...layers].filter((layer) => layer.attempts.low > 1).reverse();
  const certain = Math.max(attempts, sorted.reduce((product, layer) => product * layer.attempts.low, 1));
  const described = sorted.map((layer) => ({ at: placeOf(layer.setting.evidence), text: `${TITLE[layer.by]} makes up to ${layer.attempts.low} attempts` }));
  const inner = described.at(-1)!;
  context.report({
    subject: { from: dependency.from, to: dependency.to },
    severity: certain >= context.options.warn ? 'warning' : 'info',
    message: `when ${callee} fails, each request of ${caller} to it becomes ${sorted.map((layer) => layer.attempts.low).join(' x ')} = ${certain}: ${sorted.map(({ by }) => TITLE[by]).join(' repeats what ')} repeats`,
    place: inner.at,
    path: stepsOf(system, [dependency], view),
    related: described.slice(0, -1),
    fix: { text: `Let one layer between ${caller} and ${callee} repeat, and the others not.` },
  });
}

const TITLE: Readonly<Record<Layer['by'], string>> = { client: 'the client', wrapper: 'what is around it', mesh: 'the mesh' };
