import type { Setting } from '../../../analyzer/graph/document.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { placeOf, stepsOf } from '../../support/places.js';
import { codeStacks } from '../../support/stacks.js';
import { duration } from '../../support/text.js';

export const rule = defineRule({
  id: 'unreachable-retries',
  theme: 'timeouts',
  severity: 'warning',
  summary: 'The time for a call ends before the attempts that are configured for it.',
  rationale: `
Three attempts of two seconds each do not fit into three seconds. The limit on the whole wins, so the last attempts never happen, or
are cut off in the middle: the dependency has done the work, and nobody takes the answer. Whoever reads the configuration
believes in three attempts; in an incident there is one and a half.`,
  fix: 'Let the limit on the whole be the sum of its attempts and pauses, or lower the attempts and the limit of each until they fit.',
  limits: `
- Looked at are calls that have a limit for each attempt, a limit on the whole and a number of retries, all known: in the code, in a
  route or in a policy of a mesh.
- It is a warning where not even a second attempt fits after the first has used its time, information where the last ones do not.`,
  references: ['https://istio.io/latest/docs/reference/config/networking/virtual-service/', 'https://gateway-api.sigs.k8s.io/reference/spec/'],
  needs: ['client', 'route', 'traffic-policy'],
  options: {},
  optionDocs: {},
  check(context) {
    const seen = new Set<string>();
    for (const view of codeStacks(context))
      for (const { from, to, stacks } of context.system.document.dependencies) {
        if (!stacks.includes(view.stack.id)) continue;
        const read = (name: string) => context.system.setting({ from, to }, name, view.stack.id);
        for (const [total, each, retries] of [[read('timeoutOnCall'), read('perTryTimeout'), read('retriesOnCall')], [read('meshTimeout'), read('meshPerTryTimeout') ?? read('perTryTimeout'), read('meshRetries')]] as const) {
          if (!isSet(total) || !isSet(each) || !isSet(retries) || each.evidence.file !== total.evidence.file) continue;
          context.looked();
          const key = `${from} ${to} ${each.evidence.file}:${each.evidence.line}`;
          if ((1 + retries.value) * each.value <= total.value || seen.has(key)) continue;
          seen.add(key);
          report(context, view, { from, to }, { total, each, retries });
        }
      }
  },
});

type Known = Setting & { readonly value: number };

const isSet = (setting: Setting | undefined): setting is Known => typeof setting?.value === 'number' && setting.value > 0;

function report(context: RuleContext, view: StackView, pair: { readonly from: string; readonly to: string }, { total, each, retries }: { readonly total: Known; readonly each: Known; readonly retries: Known }): void {
  const { system } = context;
  const [caller, callee] = [system.component(pair.from).name, system.component(pair.to).name];
  const attempts = 1 + retries.value;
  const dependency = system.out(pair.from).find(({ to }) => to === pair.to);
  const fit = Math.floor(total.value / each.value);
  context.report({
    subject: pair,
    severity: fit < 2 ? 'warning' : 'info',
    message: `when ${callee} is slow, ${caller} makes ${fit < 1 ? 'not even one whole attempt' : `${fit} of ${attempts} attempts`}: ${attempts} x ${duration(each.value)} = ${duration(attempts * each.value)} do not fit into the ${duration(total.value)} for the whole call`,
    place: placeOf(each.evidence),
    path: dependency ? stepsOf(system, [dependency], view) : [],
    related: [{ at: placeOf(total.evidence), text: `${duration(total.value)} for the whole call` }, { at: placeOf(retries.evidence), text: `${retries.value} retries` }],
    fix: { text: `Give the call of ${callee} ${duration(attempts * each.value)}, or each attempt at most ${duration(Math.floor(total.value / attempts))}.` },
  });
}
