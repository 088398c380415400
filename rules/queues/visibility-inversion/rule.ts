import { defineRule, type RuleContext } from '../../define.js';
import type { Setting } from '../../../analyzer/graph/document.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { hopPlace, placeOf } from '../../support/places.js';
import { codeStacks } from '../../support/stacks.js';
import { duration } from '../../support/text.js';

type Options = { readonly factor: number };

export const rule = defineRule({
  id: 'visibility-inversion',
  theme: 'queues',
  severity: 'error',
  summary: 'A queue hands a message out again while it is still being processed.',
  rationale: `
A queue hides a message from others while somebody works on it, for as long as its visibility timeout lasts. A function that may run
longer than that works on a message which the queue has meanwhile given to a second one: the work is done twice, at the same
time, and both may fail because of the other. It happens when the function is slow, so in the moment in which the system is
loaded, and it doubles that load.`,
  fix: `
Let the visibility timeout be at least six times the time that the function may run: the platform retries while it throttles, and needs
room for that. Or let the function end sooner.`,
  limits: `
- Compared are functions that are fed from a queue and that queue, where both are in the same stack. Services that poll a queue in
  their own code may extend the timeout while they work, so they are left out.
- It is an error where the queue's timeout is below the function's and both are written, a warning where one is the platform's
  default or the queue's is below \`factor\` times the function's.`,
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html', 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html'],
  peers: [{ id: 'cfn-lint/E3505', options: { factor: 1 } }],
  needs: ['cloud-resource', 'cloud-object'],
  options: { factor: 6 },
  optionDocs: { factor: 'Least visibility timeout, as a multiple of the time that the function may run.' },
  check(context) {
    const seen = new Set<string>();
    for (const view of codeStacks(context))
      for (const dependency of context.system.document.dependencies) {
        const { from, to, stacks } = dependency;
        const [run, hidden] = [context.system.setting(from, 'lambdaTimeoutSeconds', view.stack.id), context.system.setting(to, 'visibilityTimeoutSeconds', view.stack.id)];
        if (!stacks.includes(view.stack.id) || dependency.kind !== 'consumes' || typeof run?.value !== 'number' || typeof hidden?.value !== 'number') continue;
        context.looked();
        if (hidden.value >= run.value * context.options.factor || seen.has(`${from} ${to}`)) continue;
        seen.add(`${from} ${to}`);
        report(context, view, { from, to, at: hopPlace(dependency, view) }, run, hidden);
      }
  },
});

function report(context: RuleContext<Options>, view: StackView, { from, to, at }: { readonly from: string; readonly to: string; readonly at: ReturnType<typeof placeOf> }, run: Setting, hidden: Setting): void {
  const [consumer, queue] = [context.system.component(from).name, context.system.component(to).name];
  const [runs, hides] = [Number(run.value), Number(hidden.value)];
  const isShorter = hides < runs;
  const byDefault = (setting: Setting): string => (setting.origin === 'default' ? ' by default' : '');
  const wanted = runs * context.options.factor;
  const object = view.cloud?.find(({ component, fact }) => component === to && fact.type === 'aws_sqs_queue')?.fact.ref;
  context.report({
    subject: { from, to },
    stack: view.stack.id,
    ...(object && { object }),
    severity: isShorter && run.origin === 'explicit' && hidden.origin === 'explicit' ? 'error' : 'warning',
    message: isShorter
      ? `while ${consumer} works on a message, ${queue} hands it out again: it hides a message for ${duration(hides * 1000)}${byDefault(hidden)}, and ${consumer} may run ${duration(runs * 1000)}${byDefault(run)}`
      : `when ${consumer} is throttled, ${queue} hands messages out a second time: it hides a message for ${duration(hides * 1000)}${byDefault(hidden)}, less than ${context.options.factor} x ${duration(runs * 1000)} that ${consumer} may run${byDefault(run)}`,
    place: hidden.origin === 'explicit' ? placeOf(hidden.evidence) : placeOf(run.evidence),
    related: [{ at, text: `${consumer} is fed from ${queue}` }, hidden.origin === 'explicit' ? { at: placeOf(run.evidence), text: `${consumer} may run ${duration(runs * 1000)}` } : { at: placeOf(hidden.evidence), text: `${queue} says nothing of its visibility timeout` }],
    fix: { text: `Let ${queue} hide a message for at least ${wanted} s, or ${consumer} run at most ${Math.floor(hides / context.options.factor)} s.` },
  });
}
