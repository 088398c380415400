import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { hopPlace, stepsOf } from '../../support/places.js';
import { codeStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';
import { unreadTopics } from './topics.js';

export const rule = defineRule({
  id: 'missing-consumer',
  theme: 'queues',
  severity: 'info',
  summary: 'Messages go into a queue that nobody here takes them out of.',
  rationale: `
A queue hides that nobody is there. Publishing succeeds, every dashboard of the publisher is green, and the messages wait until they
expire. It happens when a consumer is renamed, moved to another repository or switched off "for a moment", and it is found when
somebody asks where their e-mail is.`,
  fix: 'Start the consumer again, or stop publishing. Put an alert on the age of the oldest message.',
  limits: `
- Queues that are a component of their own in a cloud template, that something of the same stack publishes to and nothing consumes
  from; and topics of Kafka by the names that code uses, where the topics of each consumer of the broker are known and it has one.
  Dead-letter queues wait for people and are left out.
- The consumer may live in another repository, which is why it is information.`,
  references: ['https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html'],
  needs: ['cloud-resource', 'client'],
  options: {},
  optionDocs: {},
  check(context) {
    const { system } = context;
    const seen = new Set<string>();
    for (const view of codeStacks(context)) judgeTopics(context, view, seen);
    for (const view of codeStacks(context))
      for (const id of view.components) {
        const component = system.component(id);
        if (component.kind !== 'broker' || component.technology !== 'sqs' || /dlq|dead[-_]?letter|failed|poison/i.test(component.name)) continue;
        const uses = system.in(id).filter(({ stacks }) => stacks.includes(view.stack.id));
        const publishers = uses.filter(({ kind, strength }) => kind === 'publishes' && strength === 'hard');
        context.looked();
        if (publishers.length === 0 || publishers.length < uses.length || seen.has(id) || view.partial) continue;
        seen.add(id);
        context.report({
          subject: { component: id },
          stack: view.stack.id,
          message: `what ${names(publishers.map(({ from }) => system.component(from).name))} publishes to ${component.name} waits until it expires: nothing here consumes it`,
          place: hopPlace(publishers[0]!, view),
          path: stepsOf(system, publishers.slice(0, 1), view),
          fix: { text: `Let something consume ${component.name}, or stop publishing to it.` },
        });
      }
  },
});

function judgeTopics({ system, looked, report }: RuleContext, view: StackView, seen: Set<string>): void {
  const brokers = view.partial ? [] : view.components.filter((id) => system.component(id).technology === 'kafka');
  for (const broker of brokers) {
    looked();
    for (const { topic, publishers } of unreadTopics(system, view, broker)) {
      if (seen.has(`${broker} ${topic}`)) continue;
      seen.add(`${broker} ${topic}`);
      const who = names([...new Set(publishers.map(({ component }) => system.component(component).name))]);
      report({
        subject: { from: publishers[0]!.component, to: broker },
        stack: view.stack.id,
        discriminator: topic,
        message: `what ${who} publishes to ${topic} waits until it expires: nothing here consumes it`,
        place: publishers[0]!.fact.calls[0]?.at ?? publishers[0]!.fact.at,
        fix: { text: `Let something consume ${topic}, or stop publishing to it.` },
      });
    }
  }
}
