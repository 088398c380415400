import type { Call } from '../../../analyzer/propagation/call.js';
import type { MessageHandlerFact } from '../../../analyzer/facts/types.js';
import type { ClientLink, StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { callPlace, worstText } from '../../support/budgets.js';
import { groupsOf, longest } from '../../support/handler-calls.js';
import { codeStacks, matters } from '../../support/stacks.js';
import { duration } from '../../support/text.js';
import { patienceOf, type Patience } from './patience.js';

export const rule = defineRule({
  id: 'poll-overrun',
  theme: 'queues',
  severity: 'warning',
  summary: 'Working on what was fetched at once can take longer than the broker waits for the consumer.',
  rationale: `
A consumer of Kafka fetches some hundred messages, works on them, and asks for the next. If it does not ask in time, its group takes it
for dead: its partitions go to another one, which gets the same messages again from the last commit, is as slow, and is taken for dead
in turn. It begins when what the messages need becomes slow, so the group stands still on the day on which the backlog grows, and each
round of it repeats the calls that made it slow. RabbitMQ closes the channel of a consumer that holds a message unacknowledged for
half an hour, and those behind it in the prefetch wait as long as it does.`,
  fix: `
Fetch fewer messages at once (\`max.poll.records\`, \`prefetch\`), give the calls shorter limits, or grant more time
(\`max.poll.interval.ms\`, kafkajs: \`sessionTimeout\`). The product of the first two has to stay below the last.`,
  limits: `
- Added up is what the code of one message reaches, at most \`most\` dependencies, each once, as far as limits of the calls are written
  down; times the messages that are fetched at once, one after the other. Branches and loops are not known.
- What is not written counts as documented: 500 records and 5 minutes of Kafka's clients, one message and 5 minutes of librdkafka's, one
  message and the session's 30 s of kafkajs, 250 messages of Spring's and 30 minutes of RabbitMQ. Where neither the number nor the time
  is written, it is information.
- Code that is given a batch as a whole is left out, and so are sarama, kafka-go and franz-go: they tell the group that they live while
  they work.`,
  references: ['https://kafka.apache.org/documentation/#consumerconfigs_max.poll.interval.ms', 'https://kafka.js.org/docs/consuming', 'https://www.rabbitmq.com/docs/consumers#acknowledgement-timeout'],
  needs: ['message-handler'],
  options: { most: 6 },
  optionDocs: { most: 'Dependencies of one message beyond which its code is taken to branch, and nothing is said.' },
  check(context) {
    const seen = new Set<string>();
    for (const view of codeStacks(context)) {
      const { call } = context.analysis.deadlines(view.stack.id);
      for (const id of view.components.filter((one) => matters(context.system.component(one))))
        for (const handler of context.system.messageHandlers(id)) {
          const consumer = context.system.client(handler.of);
          const patience = consumer && patienceOf(consumer.fact);
          const key = `${id} ${handler.at.file}:${handler.at.line}:${handler.at.column}`;
          if (!patience || handler.batch || seen.has(key)) continue;
          context.looked();
          const calls = groupsOf(context, view, id, handler, call).map(longest);
          const each = calls.reduce((sum, one) => sum + one.worst.low, 0);
          if (each * patience.messages.value <= patience.limit.value) continue;
          seen.add(key);
          report(context, view, id, { handler, consumer, patience, calls, each });
        }
    }
  },
});

interface Overrun {
  readonly handler: MessageHandlerFact;
  readonly consumer: ClientLink;
  readonly patience: Patience;
  readonly calls: readonly Call[];
  readonly each: number;
}

function report({ system, report: add }: RuleContext, view: StackView, id: string, { handler, consumer, patience: { messages, limit, happens }, calls, each }: Overrun): void {
  const { name } = system.component(id);
  const broker = consumer.targets[0];
  const sum = calls.map((call) => `${duration(call.worst.low)} for ${system.component(call.dependency.to).name}`).join(' + ');
  const one = messages.value === 1 ? sum : `${messages.value} messages${messages.at ? '' : ' by default'} x ${calls.length === 1 ? sum : `(${sum})`}`;
  const total = messages.value === 1 && calls.length === 1 ? '' : ` = ${duration(each * messages.value)}`;
  add({
    subject: broker === undefined ? { component: id } : { from: id, to: broker },
    discriminator: handler.at.file,
    severity: messages.at ?? limit.at ?? (messages.value === 1 ? handler.at : undefined) ? 'warning' : 'info',
    message: `on a slow day ${name} ${happens}: it may take ${one}${total}, and has ${duration(limit.value)}${limit.at ? '' : ' by default'}`,
    place: handler.at,
    related: [...[messages.at, limit.at].flatMap((at) => (at ? [{ at, text: 'how much is fetched, and how long it may take' }] : [])), ...calls.map((call) => ({ at: callPlace(call, view), text: `${system.component(call.dependency.to).name}: ${worstText(call)}` }))],
    fix: { text: messages.value > 1 ? `Let ${name} fetch at most ${Math.max(1, Math.floor(limit.value / each))} messages at once, or shorten the limits of its calls.` : `Shorten the limits of the calls of ${name}, or grant it more than ${duration(each)}.` },
  });
}
