import type { Place } from '../../../analyzer/facts/place.js';
import type { ClientFact } from '../../../analyzer/facts/types.js';
import { explicit } from '../../support/clients.js';

/** How much a consumer fetches at once and for how long (ms) it may then work on it; `at`: where that is written. */
export interface Patience {
  readonly messages: { readonly value: number; readonly at?: Place };
  readonly limit: { readonly value: number; readonly at?: Place };
  /** What the broker makes of one that takes longer. */
  readonly happens: string;
}

interface Amount {
  readonly setting?: string;
  /** As documented, where nothing is written; absent: no limit, so nothing can be said. */
  readonly otherwise?: number;
}

const LEAVES = 'drops out of its group and gets the same messages again';
const CLOSED = 'loses its channel and gets the same messages again';
const KAFKA = { messages: { setting: 'maxPollRecords', otherwise: 500 }, limit: { setting: 'maxPollInterval', otherwise: 300_000 }, happens: LEAVES };
const LIBRDKAFKA = { ...KAFKA, messages: { otherwise: 1 } };
const RABBIT = { messages: { setting: 'prefetch' }, limit: { otherwise: 1_800_000 }, happens: CLOSED };

/**
 * https://kafka.apache.org/documentation/#consumerconfigs, https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md,
 * https://kafka.js.org/docs/consuming, https://www.rabbitmq.com/docs/consumers#acknowledgement-timeout. What amqplib delivers is worked on at
 * the same time.
 */
const BY_LIBRARY: Readonly<Record<string, { readonly messages: Amount; readonly limit: Amount; readonly happens: string }>> = {
  'spring-kafka': KAFKA,
  'kafka-python': KAFKA,
  'confluent-kafka': LIBRDKAFKA,
  'confluent-kafka-dotnet': LIBRDKAFKA,
  kafkajs: { messages: { otherwise: 1 }, limit: { setting: 'sessionTimeout', otherwise: 30_000 }, happens: LEAVES },
  'spring-amqp': { ...RABBIT, messages: { setting: 'prefetch', otherwise: 250 } },
  amqplib: { ...RABBIT, messages: { otherwise: 1 } },
  pika: RABBIT,
  'amqp091-go': RABBIT,
  'rabbitmq-dotnet': RABBIT,
};

/** Undefined where a written value cannot be read, or there is no limit. */
export function patienceOf(fact: ClientFact): Patience | undefined {
  const known = Object.hasOwn(BY_LIBRARY, fact.library) ? BY_LIBRARY[fact.library] : undefined;
  const [messages, limit] = [known && amountOf(fact, known.messages), known && amountOf(fact, known.limit)];
  return known && messages && limit ? { messages, limit, happens: known.happens } : undefined;
}

function amountOf(fact: ClientFact, { setting, otherwise }: Amount): Patience['limit'] | undefined {
  const own = setting === undefined ? undefined : explicit(fact, setting);
  if (own === undefined) return otherwise === undefined ? undefined : { value: otherwise };
  return own.from === 'explicit' && typeof own.value === 'number' && own.value > 0 ? { value: own.value, at: own.at } : undefined;
}
