import { comparePlaces } from '../../../analyzer/facts/place.js';
import type { DeclaredChannelFact } from '../../../analyzer/facts/types.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import type { RuleContext } from '../../define.js';
import { askedFor, declaredIn, isForFailures, plainName } from '../../support/channels.js';
import { explicit } from '../../support/clients.js';
import { groupBy } from '../../../analyzer/facts/groups.js';
import { shippedComponents } from '../../support/stacks.js';

/** Queues of RabbitMQ that code makes and consumes, and that have no exchange for what fails. */
export function judgeDeclared(context: Pick<RuleContext, 'system' | 'stacks' | 'looked' | 'report'>): void {
  const { system } = context;
  // A policy gives queues their arguments from outside.
  if (system.stacks.some(({ manifests }) => manifests.some(({ ref }) => ref.kind === 'Policy' || ref.kind === 'OperatorPolicy'))) return;
  const consumers = shippedComponents(context).flatMap(({ id }) => system.clients(id)).filter(takesMessages);
  const queues = groupBy(declaredIn(system).filter(lasts), ({ name }) => plainName(name) ?? '');
  const exchanges = new Set(declaredIn(system).map((queue) => askedFor(queue, 'deadLetterExchange')).map((asked) => (typeof asked === 'object' ? asked.value : undefined)));
  for (const [name, made] of queues) {
    if (name === '' || isForFailures(name) || exchanges.has(name)) continue;
    const consumer = consumers.find(({ fact }) => fact.channels.some((channel) => plainName(channel) === name));
    if (!consumer) continue;
    context.looked();
    if (made.some((queue) => askedFor(queue, 'deadLetterExchange') !== undefined)) continue;
    report(context, name, [...made].sort((a, b) => comparePlaces(a.at, b.at))[0]!, consumer);
  }
}

const takesMessages = ({ fact, targets }: ClientLink): boolean => {
  const early = explicit(fact, 'autoAck');
  return fact.dependency === 'consumes' && fact.protocol === 'amqp' && targets.length > 0 && !(early?.from === 'explicit' && early.value === true);
};

/** It outlives its consumer. */
const lasts = (queue: DeclaredChannelFact): boolean =>
  queue.protocol === 'amqp' && (['exclusive', 'autoDelete'] as const).every((name) => { const asked = askedFor(queue, name); return asked === undefined || (typeof asked === 'object' && asked.value === false); });

function report({ system, report: add }: Pick<RuleContext, 'system' | 'report'>, name: string, queue: DeclaredChannelFact, { component, targets, fact }: ClientLink): void {
  const consumer = system.component(component).name;
  add({
    subject: { from: component, to: targets[0]! },
    discriminator: name,
    severity: 'info',
    message: `a message in ${name} that ${consumer} cannot process is tried again and again, or is gone when it is rejected: the code that makes ${name} gives it no dead-letter exchange`,
    place: queue.at,
    related: [{ at: fact.calls[0]?.at ?? fact.at, text: `${consumer} consumes ${name}` }],
    fix: { text: `Make ${name} with \`x-dead-letter-exchange\`, or set one with a policy of the broker.` },
  });
}
