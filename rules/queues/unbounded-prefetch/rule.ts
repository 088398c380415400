import { comparePlaces } from '../../../analyzer/facts/place.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { defineRule, type Report } from '../../define.js';
import { clientsByTarget, explicit } from '../../support/clients.js';
import { shippedComponents } from '../../support/stacks.js';
import { names } from '../../support/text.js';

export const rule = defineRule({
  id: 'unbounded-prefetch',
  theme: 'queues',
  severity: 'warning',
  summary: 'A consumer takes every message of its queue at once.',
  rationale: `
Without a limit an AMQP broker pushes all messages of a queue to the first consumer that asks. After an outage, when the queue is
long, that one holds them all in its memory: the others find nothing to do, and when it dies of the memory, all of them go back and are
pushed to the next one. A limit keeps in each consumer what it can work on, and the rest where it is safe.`,
  fix: 'Set how many messages a consumer may hold unacknowledged (`prefetch`, `Qos`, `basic_qos`): about what it works on in a second.',
  limits: `
- Reported are consumers whose library asks for no limit by itself and whose code sets none, or sets zero. Frameworks with a default
  of their own (Spring: 250) are not.
- Where the name of the queue is not known it is information: such queues mostly live and die with their consumer.
- A limit that could not be evaluated is one. Consumers that acknowledge automatically cannot have one; that is the business of
  weak-acknowledgement.`,
  references: ['https://www.rabbitmq.com/docs/consumer-prefetch'],
  needs: ['client'],
  options: {},
  optionDocs: {},
  check(context) {
    const causes = new Map<string, { readonly link: ClientLink; readonly target: string; readonly consumers: string[] }>();
    for (const component of shippedComponents(context))
      for (const [target, clients] of clientsByTarget(context.system, component.id)) {
        const consumers = clients.filter(({ fact }) => fact.dependency === 'consumes' && Object.hasOwn(LIMITS, fact.library));
        context.looked(consumers.length);
        for (const link of consumers.filter(isUnbounded)) {
          // Code that several services share is one cause.
          const known = causes.get(`${target} ${placeOf(link).file}:${placeOf(link).line}`) ?? { link, target, consumers: [] };
          if (!known.consumers.includes(component.name)) known.consumers.push(component.name);
          causes.set(`${target} ${placeOf(link).file}:${placeOf(link).line}`, known);
        }
      }
    for (const { link, target, consumers } of [...causes.values()].sort((a, b) => comparePlaces(placeOf(a.link), placeOf(b.link)))) {
      const broker = context.system.component(target).name;
      context.report({
        subject: { from: link.component, to: target },
        // A queue that has no name of its own is mostly made for this one consumer and goes with it, so little piles up.
        severity: link.fact.channels.length > 0 ? 'warning' : 'info',
        message: `when messages have piled up, one instance of ${names(consumers)} gets all of them from ${broker} at once and holds them in memory: it limits nothing`,
        place: placeOf(link),
        fix: { text: `Limit how many unacknowledged messages ${names(consumers)} may hold.`, suggestion: { ...LIMITS[link.fact.library]!, at: placeOf(link) } },
      });
    }
  },
});

/** Libraries that ask for no limit by themselves, and how they are told one. */
const LIMITS: Readonly<Record<string, NonNullable<Report['fix']['suggestion']>>> = {
  amqplib: { language: 'typescript', text: 'await channel.prefetch(20);' },
  'amqp-connection-manager': { language: 'typescript', text: 'await channel.prefetch(20);' },
  'amqp091-go': { language: 'go', text: 'err = ch.Qos(20, 0, false)' },
  pika: { language: 'python', text: 'channel.basic_qos(prefetch_count=20)' },
  'aio-pika': { language: 'python', text: 'await channel.set_qos(prefetch_count=20)' },
  'rabbitmq-dotnet': { language: 'csharp', text: 'channel.BasicQos(0, 20, false);' },
  'rabbitmq-java': { language: 'java', text: 'channel.basicQos(20);' },
};

const placeOf = ({ fact }: ClientLink) => fact.calls[0]?.at ?? fact.at;

function isUnbounded({ fact }: ClientLink): boolean {
  const early = explicit(fact, 'autoAck');
  if (fact.calls.length === 0 || early?.from === 'unknown' || (early?.from === 'explicit' && early.value === true)) return false;
  const own = explicit(fact, 'prefetch');
  return own === undefined || (own.from === 'explicit' && (own.value === 0 || own.value === null));
}
