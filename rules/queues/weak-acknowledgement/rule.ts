import { comparePlaces } from '../../../analyzer/facts/place.js';
import type { ClientFact } from '../../../analyzer/facts/types.js';
import type { ClientLink, System } from '../../../analyzer/system/system.js';
import { defineRule } from '../../define.js';
import { clientsByTarget, explicit } from '../../support/clients.js';
import { shippedComponents } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'weak-acknowledgement',
  theme: 'queues',
  severity: 'warning',
  summary: 'A message counts as safe before it is.',
  rationale: `
A producer that asks for no acknowledgement does not learn that the broker was down, and one that is content with the leader's loses
what the leader had not copied when it fails. On the other side, a consumer that acknowledges a message when it arrives has lost it
when it crashes while working on it. Nothing shows: the message is simply not there, and with it an order, a payment, an e-mail.`,
  fix: `
Produce with \`acks: -1\` (all in-sync replicas) and at least two of those; acknowledge a message when its work is done. What may be
lost, like metrics, is fine as it is: say so with an ignore.`,
  limits: `
- Judged is what the code sets: no acknowledgement, or the leader's only, of a Kafka producer, and automatic acknowledgement of an
  AMQP consumer. The leader's only is information, because some flows may lose a message. Of what libraries do unasked, two things
  are known: \`kafka.Writer\` of kafka-go waits for nobody, and its \`ReadMessage\` commits in a group what it hands out.
- A message of Kafka that is handed to a task of its own is lost with it where the consumer commits by itself (Spring, kafka-python,
  Confluent's): what is committed is what was taken, not what was done.
- Clients behind a fallback and clients of telemetry are left out.`,
  references: ['https://kafka.apache.org/documentation/#producerconfigs_acks', 'https://www.rabbitmq.com/docs/confirms'],
  needs: ['client'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const component of shippedComponents(context))
      for (const [target, clients] of clientsByTarget(context.system, component.id)) {
        const flows = clients.filter(({ fact }) => fact.dependency === 'publishes' || fact.dependency === 'consumes');
        context.looked(flows.length);
        const [first] = flows.flatMap((link) => weakness(link.fact) ?? handedOff(context.system, link) ?? []).sort((a, b) => comparePlaces(a.at, b.at));
        if (!first) continue;
        const [name, broker] = [component.name, context.system.component(target).name];
        context.report({
          subject: { from: component.id, to: target },
          severity: first.is === 'leader' ? 'info' : 'warning',
          message: MESSAGES[first.is](name, broker),
          place: first.at,
          fix: { text: first.is === 'early' || first.is === 'handed' ? `Let ${name} acknowledge a message after its work is done.` : `Let ${name} wait until all in-sync replicas of ${broker} have a message (acks: -1).` },
        });
      }
  },
});

type Weakness = 'none' | 'leader' | 'early' | 'handed';

const MESSAGES: Readonly<Record<Weakness, (name: string, broker: string) => string>> = {
  none: (name, broker) => `what ${name} publishes while ${broker} is in trouble is lost, and ${name} never learns it: it asks for no acknowledgement`,
  leader: (name, broker) => `if a broker of ${broker} fails, what ${name} has just published may be lost: it waits for the leader only`,
  handed: (name, broker) => `if ${name} crashes, the messages from ${broker} that its tasks work on are lost: each is handed to a task, and counts as done when the next is asked for`,
  early: (name, broker) => `if ${name} crashes, the messages from ${broker} that it works on are lost: they are acknowledged when they arrive`,
};

const LEADER: ReadonlySet<unknown> = new Set([1, '1', 'leader', 'Leader', 'WaitForLocal', 'RequireOne', 'LeaderAck']);
const NONE: ReadonlySet<unknown> = new Set([0, '0', 'none', 'None', 'NoResponse', 'RequireNone', 'NoAck']);

function weakness(fact: ClientFact): { readonly is: Weakness; readonly at: ClientFact['at'] } | undefined {
  if (fact.strength === 'soft' && fact.dependency === 'publishes') return undefined;
  const [acks, early] = [explicit(fact, 'producerAcks'), explicit(fact, 'autoAck')];
  if (acks?.from === 'explicit' && fact.dependency === 'publishes' && NONE.has(acks.value)) return { is: 'none', at: acks.at };
  if (acks?.from === 'explicit' && fact.dependency === 'publishes' && LEADER.has(acks.value)) return { is: 'leader', at: acks.at };
  if (fact.dependency !== 'consumes') return undefined;
  if (early?.from === 'explicit' && early.value === true) return { is: 'early', at: early.at };
  // Without a group there is no offset to commit.
  const [commit, group] = [explicit(fact, 'offsetCommit'), explicit(fact, 'consumerGroup')];
  return commit?.from === 'explicit' && commit.value === 'read' && group !== undefined ? { is: 'early', at: commit.at } : undefined;
}

/** Libraries that commit what was taken unless they are told not to. */
const COMMIT: ReadonlySet<string> = new Set(['spring-kafka', 'kafka-python', 'confluent-kafka', 'confluent-kafka-dotnet']);

function handedOff(system: System, { fact, component }: ClientLink): { readonly is: Weakness; readonly at: ClientFact['at'] } | undefined {
  const handler = system.messageHandlers(component).find(({ of, handsOff }) => of === fact.id && handsOff !== undefined);
  const [commit, mode] = [explicit(fact, 'autoCommit'), explicit(fact, 'ackMode')];
  const byHand = (commit !== undefined && !(commit.from === 'explicit' && commit.value === true)) || mode !== undefined;
  return handler?.handsOff && COMMIT.has(fact.library) && !byHand ? { is: 'handed', at: handler.handsOff } : undefined;
}
